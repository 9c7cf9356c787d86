using Conversations;

namespace Quickstart;

/// <summary>Shows that an app that watches a conversation gets its changes.</summary>
internal static class WatchTour
{
    internal static async Task RunAsync(IConversations conversations)
    {
        var (alice, nina) = (new UserId("alice"), new UserId("nina"));
        var (chat, _) = await conversations.OpenOneOnOneAsync(alice, nina);
        var watching = TakeAsync(conversations.WatchAsync(chat.Id, after: chat.Version), 2);

        var (message, _) = await conversations.As(nina).SendAsync(chat.Id, "I am at the boat.");
        await conversations.As(alice).AddReactionAsync(chat.Id, message!.Id, "⛵");

        Show.Title("Watched");
        foreach (var one in await watching)
            Show.Row(one.Change.GetType().Name, one.Message?.Text ?? "");
    }

    private static async Task<List<WatchedChange>> TakeAsync(IAsyncEnumerable<WatchEvent> events, int count)
    {
        var taken = new List<WatchedChange>();
        await foreach (var one in events)
        {
            if (one is WatchedChange change)
                taken.Add(change);
            if (taken.Count == count)
                break;
        }

        return taken;
    }
}
