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

        await ResumeAsync(conversations.As(alice), () => conversations.As(nina).SendAsync(chat.Id, "Are you coming?"));
    }

    /// <summary>Watches all conversations of a user, is interrupted, and goes on with the token of the last event.</summary>
    private static async Task ResumeAsync(UserSession session, Func<Task> meanwhile)
    {
        string? token = null;
        await foreach (var one in session.WatchAsync())
        {
            token = one.Resume;
            if (one is CaughtUp)
                break;
        }

        await meanwhile();
        Show.Title("Resumed");
        await foreach (var one in session.WatchAsync(token))
        {
            Show.Row(one.GetType().Name, one is Resync resync ? $"read again: version {resync.Version}" : "");
            if (one is CaughtUp)
                break;
        }
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
