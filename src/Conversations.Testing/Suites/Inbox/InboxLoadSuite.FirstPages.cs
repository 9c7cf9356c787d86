using Conversations.Storage;

namespace Conversations.Testing;

/// <content>First pages of inboxes that change meanwhile.</content>
public abstract partial class InboxLoadSuite
{
    private const int Staying = 12;

    /// <summary>
    /// A first page misses no conversation that stays in the inbox, whether it moves or not, says that nothing follows only if that is
    /// true, and is ordered by its own times. <c>CONVERSATIONS_RACE_ROUNDS</c> sets the number of pages.
    /// </summary>
    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 3)]
    public async Task First_pages_miss_no_conversation_that_stays_while_writers_move_add_and_remove_conversations()
    {
        var staying = await CreateManyAsync(Staying);
        var leaving = await CreateManyAsync(4);
        using var stop = new CancellationTokenSource();
        Task[] writers =
        [
            WriteAsync(random => Conversations.SendAsync(staying[random.Next(Staying)], Alice, "up"), stop.Token),
            WriteAsync(random => Conversations.SendAsync(staying[random.Next(Staying)], Alice, "up"), stop.Token),
            WriteAsync(async random =>
            {
                var id = leaving[random.Next(leaving.Count)];
                await Conversations.RemoveParticipantAsync(id, Bob);
                await Conversations.SetParticipantAsync(id, Bob);
            }, stop.Token),
            WriteAsync(async _ =>
            {
                var id = await CreateAsync();
                var message = await SendAsync(id, Alice);
                await Conversations.DeleteMessageAsync(id, message.Id);
                await Conversations.DeleteAsync(id);
            }, stop.Token),
        ];

        try
        {
            var random = new Random(1);
            for (var round = 0; round < RaceRounds; round++)
            {
                var size = random.Next(2) == 0 ? 100 : random.Next(1, Staying + 1);
                AssertFirst(await Conversations.ListInboxAsync(Bob).PageAsync(size), size, staying);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(writers);
        }
    }

    private static void AssertFirst(Page<InboxEntry> page, int size, List<ConversationId> staying)
    {
        var ids = page.Items.Select(entry => entry.Conversation.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(page.Items.OrderByDescending(entry => entry.ActiveAt).ThenBy(entry => entry.Conversation.Id), page.Items);
        Assert.All(page.Items, entry => Assert.True(entry.Conversation.MessageCount > 0));
        if (size == 100)
        {
            Assert.Empty(staying.Except(ids));
            Assert.Null(page.Next);
        }
        else if (page.Next is null)
        {
            Assert.Empty(staying.Except(ids));
        }
        else
        {
            Assert.Equal(size, ids.Count);
        }
    }

    /// <summary>Makes calls until the token is cancelled. The clock moves on, so that conversations move in the index, too.</summary>
    private Task WriteAsync(Func<Random, Task> call, CancellationToken stop) => Task.Run(
        async () =>
        {
            var random = new Random(1);
            while (!stop.IsCancellationRequested)
            {
                Clock.Shift(TimeSpan.FromMilliseconds(random.Next(20_000)));
                await call(random);
                await Task.Yield();
            }
        },
        CancellationToken.None);

    private async Task<List<ConversationId>> CreateManyAsync(int count)
    {
        var ids = new List<ConversationId>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(await CreateAsync());
            await SendAsync(ids[i], Alice);
        }

        return ids;
    }
}
