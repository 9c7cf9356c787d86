using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Conversations that are passed over because they have no messages.</content>
public abstract partial class FilterSuite
{
    /// <summary>More conversations without messages than a page may look at come before those with messages.</summary>
    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 2, 4)]
    public async Task Conversations_that_are_passed_over_do_not_count_as_looked_at()
    {
        var (first, second) = (await CreateAsync(Alice), await CreateAsync(Alice));
        await SendAsync(second, Alice);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await SendAsync(first, Alice);
        Clock.Advance(TimeSpan.FromHours(1));
        foreach (var chunk in Enumerable.Range(0, InboxWindow.MaxLookedAt + 10).Chunk(100))
            Assert.All(await Store.CommitAsync([.. chunk.Select(_ => CreatingEmpty())]), outcome => Assert.IsType<CommitOutcome.Stored>(outcome));

        var looked = 0;
        InboxWindow Window(bool includeEmpty) =>
            new() { UserId = Alice, Limit = 10, Filter = _ => Interlocked.Increment(ref looked) > 0, IncludeEmpty = includeEmpty };

        var slice = await Store.ListInboxAsync(Window(includeEmpty: false));

        Assert.Equal([first, second], slice.Entries.Select(entry => entry.Conversation.Id));
        Assert.Equal((2, null), (looked, slice.Next));
        Assert.NotNull((await Store.ListInboxAsync(Window(includeEmpty: true))).Next);
    }

    private Commit CreatingEmpty() => new()
    {
        Change = new ConversationCreated { ConversationId = NewId(), At = DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds()), Participants = [Alice] },
        Settings = ConversationSettings.Default,
        Participants = [new(Alice, ParticipantAccess.ReadWrite, NotifySetting.All, Joins: true)],
    };
}
