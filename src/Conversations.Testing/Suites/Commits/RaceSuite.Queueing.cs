using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <content>Many callers who change the same data: they are served one after the other, so none of them decides again and again.</content>
public abstract partial class RaceSuite
{
    private const int Callers = 100;

    private const int MostTries = 2;

    /// <summary>Users who join one conversation at once are decided at most twice each.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 3, 9)]
    public async Task No_call_decides_more_than_twice_when_a_hundred_users_join_at_once()
    {
        var (id, counted) = await CreateCountedAsync();

        await AssertFewTriesAsync(i => counted.SetParticipantAsync(id, new($"{id}-{i}")));

        Assert.Equal(Callers + 2, (await GetAsync(id)).ParticipantCount);
    }

    /// <summary>Calls that change the settings and the members of one conversation at once are decided at most twice each.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 3, 9)]
    public async Task No_call_decides_more_than_twice_when_a_hundred_calls_change_settings_and_members_at_once()
    {
        var (id, counted) = await CreateCountedAsync();

        await AssertFewTriesAsync(i => (i % 4) switch
        {
            0 => counted.UpdateAsync(id, new() { Subject = $"subject {i}" }),
            1 => counted.SetParticipantAsync(id, Bob, new() { Notify = i % 8 == 1 ? NotifySetting.None : NotifySetting.All }),
            2 => counted.RemoveParticipantAsync(id, new($"{id}-{i}")),
            _ => counted.SetAsync(id, new() { Participants = new Dictionary<UserId, ParticipantPatch?> { [new($"{id}-{i - 1}")] = null } }),
        });
    }

    /// <summary>Edits of one message at once are decided at most twice each.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 3, 9)]
    public async Task No_call_decides_more_than_twice_when_a_hundred_edits_of_a_message_run_at_once()
    {
        var (id, counted) = await CreateCountedAsync();
        var message = await SendAsync(id, Alice);

        await AssertFewTriesAsync(i => counted.EditMessageAsync(id, message.Id, new() { Text = $"text {i}" }));

        Assert.Equal(Callers, (await GetMessageAsync(id, message.Id)).Revision);
    }

    /// <summary>Different reactions to one message at once are decided at most twice each.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 3, 9)]
    public async Task No_call_decides_more_than_twice_when_many_different_reactions_to_a_message_run_at_once()
    {
        var (id, counted) = await CreateCountedAsync();
        var message = await SendAsync(id, Alice);

        await AssertFewTriesAsync(i => counted.AddReactionAsync(id, message.Id, i % 2 == 0 ? Alice : Bob, $":emoji{i / 2}:"));

        Assert.Equal(Callers / 2, (await GetMessageAsync(id, message.Id)).Reactions.Count);
    }

    private async Task<(ConversationId Id, IConversations Counted)> CreateCountedAsync()
    {
        var counted = Build(add: builder => CommitCounter.Register(builder.Services)).GetRequiredService<IConversations>();
        return (await CreateAsync(), counted);
    }

    private static async Task AssertFewTriesAsync(Func<int, Task> call)
    {
        var tries = await Race.RunAsync(Callers, i => CommitCounter.CountAsync(() => call(i)));

        Assert.All(tries, one => Assert.InRange(one, 0, MostTries));
        Assert.True(tries.Sum() > 0, "The counter counted no commit.");
    }
}
