using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <content>Conversations that users no longer take part in.</content>
public abstract partial class ChangedSuite
{
    private static readonly Dictionary<string, Func<ChangedSuite, ConversationId, Task>> _endings = new()
    {
        ["removed"] = (suite, id) => suite.Conversations.RemoveParticipantAsync(id, suite.Bob),
        ["left"] = (suite, id) => suite.Conversations.As(suite.Bob, new() { Leave = true }).RemoveParticipantAsync(id, suite.Bob),
        ["deleted"] = (suite, id) => suite.Conversations.DeleteAsync(id),
        ["deleted, not purged"] = (suite, id) =>
            suite.Store.CommitAsync([new() { Change = new ConversationDeleted { ConversationId = id, At = suite.Clock.GetUtcNow() } }]),
    };

    /// <summary>Returns every way in which a participation ends.</summary>
    /// <returns>The names of the ways.</returns>
    public static TheoryData<string> Endings() => [.. _endings.Keys];

    [Theory]
    [Rule(nameof(IWatchStore.ListChangedAsync), 3)]
    [MemberData(nameof(Endings))]
    public async Task Conversation_that_a_user_no_longer_takes_part_in_is_listed_as_ended_at_that_time(string way)
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        var (_, after, _) = await FindAsync(Alice, id);
        await PassAsync(_soon);

        await _endings[way](this, id);
        await PassAsync(_soon);

        await AssertEndedAsync(Bob, id, 3, _soon);
        if (way.StartsWith("deleted", StringComparison.Ordinal))
            await AssertEndedAsync(Alice, id, 3, _soon);
        else
            Assert.Equal((false, after, 3L), await FindAsync(Alice, id));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 3)]
    public async Task Later_changes_do_not_move_the_conversation_of_a_user_who_was_removed()
    {
        var id = await CreateAsync();
        await Conversations.RemoveParticipantAsync(id, Bob);
        await PassAsync(_due);

        await SendAsync(id, Alice);

        await AssertEndedAsync(Bob, id, 2, _due);
        Assert.Empty(await ListAsync(Bob, ChangedWindow.MaxLag));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 3)]
    public async Task User_who_takes_part_again_finds_the_conversation_and_no_ending()
    {
        var id = await CreateAsync();
        await Conversations.RemoveParticipantAsync(id, Bob);
        await PassAsync(_soon);

        await Conversations.SetParticipantAsync(id, Bob);

        Assert.Equal((true, 0L, 3L), await FindAsync(Bob, id));
        await PassAsync(_soon);
        await Conversations.RemoveParticipantAsync(id, Bob);
        await AssertEndedAsync(Bob, id, 4, TimeSpan.Zero);
    }

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 1)]
    [Rule(nameof(IWatchStore.ListChangedAsync), 3)]
    public async Task Conversation_that_is_created_again_has_ended_only_for_those_who_no_longer_take_part()
    {
        var id = await CreateAsync();
        await Conversations.DeleteAsync(id);
        await PassAsync(_soon);

        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice), new(Carol)] });

        foreach (var user in (UserId[])[Alice, Carol])
            Assert.Equal((true, 0L, 3L), await FindAsync(user, id));

        await AssertEndedAsync(Bob, id, 2, _soon);
    }

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 1)]
    public async Task Conversation_that_is_created_again_within_a_minute_still_tells_of_its_deletion()
    {
        var id = await CreateAsync();
        await PassAsync(_due);
        await Conversations.DeleteAsync(id);
        await PassAsync(_soon);

        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)] });

        Assert.Equal((true, 1L, 3L), await FindAsync(Alice, id));
    }

    [Theory]
    [Rule(nameof(IWatchStore.ListChangedAsync), 3)]
    [Rule(nameof(IPersonalDataStore.ListTracesAsync), 1)]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 4)]
    [MemberData(nameof(Endings))]
    public async Task Erased_user_finds_nothing(string way)
    {
        _ = Watches;
        var (ended, present) = (await CreateAsync(), await CreateAsync());
        await _endings[way](this, ended);
        Assert.Contains(ended, await Store.ListTracesAsync(Bob, null, Many));

        await Conversations.EraseUserAsync(Bob);

        Assert.Empty(await ListAsync(Bob));
        Assert.Empty(await Watches.FindMembersAsync([new(ended, 0, 1), new(present, 0, 1)], [Bob]));
        Assert.Empty(await Store.ListTracesAsync(Bob, null, Many));
        Assert.Contains(await ListAsync(Alice), one => one.ConversationId == ended);
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 1)]
    public async Task Replacement_forgets_no_ending_that_came_later()
    {
        var id = await CreateAsync();
        await Conversations.RemoveParticipantAsync(id, Bob);
        await Conversations.SetParticipantAsync(id, Bob);
        await Conversations.RemoveParticipantAsync(id, Bob);
        _ = Watches;

        Assert.Null(await Store.ReplaceUserAsync(id, Bob, NewUserId("erased"), upTo: 2, default));
        await AssertEndedAsync(Bob, id, 4, TimeSpan.Zero);

        Assert.Null(await Store.ReplaceUserAsync(id, Bob, NewUserId("erased"), upTo: 4, default));
        Assert.Empty(await ListAsync(Bob));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadTimeAsync), 2)]
    public async Task Pruning_forgets_old_endings_and_tells_up_to_when()
    {
        var (old, current, again) = (await CreateAsync(), await CreateAsync(), await CreateAsync());
        await Conversations.RemoveParticipantAsync(old, Alice);
        await Conversations.RemoveParticipantAsync(again, Bob);
        await PassAsync(2 * _day);
        await Conversations.RemoveParticipantAsync(current, Alice);
        await Conversations.SetParticipantAsync(again, Bob);

        await Watches.PruneAsync(new(null, 1, _day, 10_000 * _day));

        await AssertEndedAsync(Alice, current, 2, TimeSpan.Zero);
        Assert.DoesNotContain(await ListAsync(Alice), one => one.ConversationId == old);
        Assert.Empty(await Watches.FindMembersAsync([new(old, 0, 1)], [Alice]));
        Assert.Equal((true, 2L, 3L), await FindAsync(Bob, again));
        var time = await Watches.ReadTimeAsync();
        Assert.InRange(time.Now - Assert.IsType<DateTimeOffset>(time.ForgottenUpTo), _day, (2 * _day) + _moment);
    }

    private async Task AssertEndedAsync(UserId user, ConversationId id, long version, TimeSpan ago)
    {
        var changed = Assert.Single(await ListAsync(user), one => one.ConversationId == id);
        Assert.Equal((user, true, version), (changed.UserId, changed.HasEnded, changed.Version));
        Assert.InRange((await Watches.ReadTimeAsync()).Now - changed.ChangedAt, ago, ago + _moment);
    }
}
