using Conversations.Decisions;
using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>
/// Tests which conversations of a user a store lists as changed. A store that does not implement <see cref="IWatchStore"/> skips it.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class ChangedSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const int Many = 10_000;

    /// <summary>Longer than a test takes, and much shorter than the time by which a conversation lags.</summary>
    private static readonly TimeSpan _moment = TimeSpan.FromSeconds(15);

    /// <summary>Shorter than the time by which a conversation lags.</summary>
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan _due = 2 * ChangedWindow.MaxLag;
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    private static readonly Dictionary<string, Func<ChangedSuite, ConversationId, MessageId, Task>> _changes = new()
    {
        ["settings"] = (suite, id, _) => suite.Conversations.UpdateAsync(id, new() { Subject = "changed" }),
        ["a participant is added"] = (suite, id, _) => suite.Conversations.SetParticipantAsync(id, NewUserId()),
        ["a participant is altered"] = (suite, id, _) => suite.Conversations.SetParticipantAsync(id, suite.Carol, new() { Access = ParticipantAccess.Read }),
        ["a participant is removed"] = (suite, id, _) => suite.Conversations.RemoveParticipantAsync(id, suite.Carol),
        ["a message is sent"] = (suite, id, _) => suite.SendAsync(id, suite.Alice),
        ["a message is edited"] = (suite, id, message) => suite.Conversations.EditMessageAsync(id, message, new() { Text = "edited" }),
        ["a message is deleted"] = (suite, id, message) => suite.Conversations.DeleteMessageAsync(id, message),
        ["a reaction is added"] = (suite, id, message) => suite.Conversations.AddReactionAsync(id, message, suite.Alice, "🎉"),
        ["a reaction is removed"] = (suite, id, message) => suite.Conversations.RemoveReactionAsync(id, message, suite.Alice, "👍"),
        ["messages are imported"] = (suite, id, _) => suite.ImportAsync(id),
        ["a notification is triggered"] = (suite, id, _) => suite.NotifyAsync(id),
        ["a user is erased"] = (suite, _, _) => suite.Conversations.EraseUserAsync(suite.Carol),
    };

    private IWatchStore Watches
    {
        get
        {
            Assert.SkipUnless(Store is IWatchStore, "The conversations of the store cannot be watched.");
            return (IWatchStore)Store;
        }
    }

    /// <summary>Returns every kind of change.</summary>
    /// <returns>The names of the kinds.</returns>
    public static TheoryData<string> Kinds() => [.. _changes.Keys];

    [Fact]
    [Rule(nameof(IWatchStore.ReadTimeAsync), 1)]
    [Rule(nameof(IWatchStore.ListChangedAsync), 1)]
    public async Task Changes_are_dated_by_the_clock_that_the_store_reads()
    {
        var before = (await Watches.ReadTimeAsync()).Now;
        var id = await CreateAsync();
        var after = (await Watches.ReadTimeAsync()).Now;

        var changed = Assert.Single(await ListAsync(Alice));

        Assert.Equal((Alice, id, 1L, 0L, false), (changed.UserId, changed.ConversationId, changed.Version, changed.ChangedAfter, changed.HasEnded));
        Assert.InRange(changed.ChangedAt, before, after);
        Assert.Equal(0, changed.ChangedAt.UtcTicks % TimeSpan.TicksPerMillisecond);
    }

    [Theory]
    [Rule(nameof(IWatchStore.ListChangedAsync), 1)]
    [MemberData(nameof(Kinds))]
    public async Task Change_moves_the_conversation_of_all_participants_if_that_was_not_done_within_the_last_minute(string kind)
    {
        var (id, message) = await FillAsync();
        await PassAsync(_due);
        var before = (await GetAsync(id)).Version;

        await _changes[kind](this, id, message);

        var version = (await GetAsync(id)).Version;
        Assert.True(version > before);
        foreach (var user in (UserId[])[Alice, Bob])
            Assert.Equal((true, before, version), await FindAsync(user, id));
    }

    [Theory]
    [Rule(nameof(IWatchStore.ListChangedAsync), 1)]
    [MemberData(nameof(Kinds))]
    public async Task Change_does_not_move_the_conversation_if_that_was_done_within_the_last_minute(string kind)
    {
        var (id, message) = await FillAsync();
        await PassAsync(_due);
        var before = (await GetAsync(id)).Version;
        await Conversations.UpdateAsync(id, new() { Subject = "moved" });
        await PassAsync(_soon);

        await _changes[kind](this, id, message);

        var version = (await GetAsync(id)).Version;
        foreach (var user in (UserId[])[Alice, Bob])
            Assert.Equal((false, before, version), await FindAsync(user, id));

        await PassAsync(ChangedWindow.MaxLag);
        await Conversations.UpdateAsync(id, new() { Subject = "moved again" });
        Assert.Equal((true, version, version + 1), await FindAsync(Bob, id));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 1)]
    public async Task Changes_that_are_committed_together_and_some_that_are_refused_move_the_conversations_that_changed()
    {
        var (first, second) = (await CreateAsync(), await CreateAsync());
        await PassAsync(_due);
        var refused = Naming(first, Alice, settingsVersion: 99);

        var outcomes = await Store.CommitAsync([Naming(first, Alice), refused, Naming(second, Bob), Naming(first, Bob)]);

        Assert.Equal([true, false, true, true], outcomes.Select(outcome => outcome is CommitOutcome.Stored));
        Assert.Equal((true, 1L, 3L), await FindAsync(Alice, first));
        Assert.Equal((true, 1L, 2L), await FindAsync(Alice, second));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 1)]
    public async Task Change_that_was_refused_moves_nothing()
    {
        var id = await CreateAsync();
        await PassAsync(_due);

        Assert.IsType<CommitOutcome.Stale>(Assert.Single(await Store.CommitAsync([Naming(id, Alice, settingsVersion: 99)])));

        Assert.Equal((false, 0L, 1L), await FindAsync(Alice, id));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 1)]
    [Rule(nameof(IWatchStore.ListChangedAsync), 2)]
    public async Task Changes_are_found_within_the_last_minute_also_after_the_clock_went_back()
    {
        _ = Watches;
        var id = await CreateAsync();
        Clock.Shift(TimeSpan.FromHours(-1));
        await Conversations.SetParticipantAsync(id, Carol);
        foreach (var time in (TimeSpan[])[TimeSpan.Zero, _soon, 10 * _due])
        {
            await PassAsync(time);
            var message = await SendAsync(id, Alice);

            foreach (var user in (UserId[])[Alice, Bob, Carol])
                Assert.Equal((await GetAsync(id)).Version, Assert.Single(await ListAsync(user, ChangedWindow.MaxLag)).Version);

            await Conversations.MarkAsReadAsync(id, Bob, message.Sequence);
            Assert.Single(await ListAsync(Bob, ChangedWindow.MaxLag));
        }
    }

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 2)]
    public async Task User_who_joins_finds_the_conversation_at_that_time()
    {
        var id = await CreateAsync();
        await PassAsync(_soon);

        await Conversations.SetParticipantAsync(id, Carol);

        Assert.Equal((true, 0L, 2L), await FindAsync(Carol, id));
        Assert.Equal((false, 0L, 2L), await FindAsync(Alice, id));
    }

    [Theory]
    [Rule(nameof(IWatchStore.ListChangedAsync), 5)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task User_who_marks_a_conversation_finds_it_at_that_time_and_the_others_do_not(bool asUnread)
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        var (_, after, version) = await FindAsync(Bob, id);
        await PassAsync(_due);

        await (asUnread ? Conversations.MarkAsUnreadAsync(id, Bob) : Conversations.MarkAsReadAsync(id, Bob));

        Assert.Equal((true, after, version), await FindAsync(Bob, id));
        Assert.Equal((false, after, version), await FindAsync(Alice, id));

        await PassAsync(_soon);
        await (asUnread ? Conversations.MarkAsReadAsync(id, Bob) : Conversations.MarkAsUnreadAsync(id, Bob));
        Assert.Equal((false, after, version), await FindAsync(Bob, id));
    }

    private static Commit Naming(ConversationId id, UserId user, long? settingsVersion = null) => new()
    {
        Change = new ConversationUpdated { ConversationId = id, At = DateTimeOffset.UnixEpoch, Participants = [user] },
        Participants = [new(user, ParticipantAccess.ReadWrite, NotifySetting.None, Joins: false)],
        Preconditions = new() { SettingsVersion = settingsVersion },
    };

    /// <summary>Creates a conversation of Alice, Bob and Carol with a message of Carol, to which Alice has reacted.</summary>
    private async Task<(ConversationId Id, MessageId Message)> FillAsync()
    {
        _ = Watches;
        var id = await CreateAsync(Alice, Bob, Carol);
        var message = await SendAsync(id, Carol);
        await Conversations.AddReactionAsync(id, message.Id, Alice, "👍");
        return (id, message.Id);
    }

    private Task<ImportProgress> ImportAsync(ConversationId id) => Conversations.ImportAsync(
        id,
        Enumerable.Range(0, 2).Select(_ => new ImportedMessage { Id = NewMessageId(), SenderId = Alice, Text = "imported", CreatedAt = Clock.GetUtcNow() })
            .ToAsyncEnumerable());

    private async Task NotifyAsync(ConversationId id)
    {
        Assert.SkipUnless(Store is INotificationStore, "The store keeps no notifications.");
        var change = new NotificationTriggered { ConversationId = id, At = Clock.GetUtcNow(), UserId = Alice, UpTo = 1 };
        Assert.IsType<CommitOutcome.Stored>(Assert.Single(await Store.CommitAsync([new() { Change = change, Notified = new(1, 0) }])));
    }

    /// <summary>Finds a conversation in the whole list of a user: whether it was moved just now, after which version, and its own version.</summary>
    private async Task<(bool IsMoved, long After, long Version)> FindAsync(UserId user, ConversationId id)
    {
        var changed = Assert.Single(await ListAsync(user), one => one.ConversationId == id);
        Assert.False(changed.HasEnded);
        return ((await Watches.ReadTimeAsync()).Now - changed.ChangedAt < _moment, changed.ChangedAfter, changed.Version);
    }

    /// <summary>Lists what has changed for a user within a time until now, by default within ten days.</summary>
    private async Task<IReadOnlyList<ChangedConversation>> ListAsync(UserId user, TimeSpan? within = null) =>
        await Watches.ListChangedAsync([new(user, (await Watches.ReadTimeAsync()).Now - (within ?? 10 * _day))], Many);
}
