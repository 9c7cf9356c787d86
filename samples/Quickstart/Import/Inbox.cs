using Conversations;

namespace Quickstart.Import;

/// <summary>Shows what a user finds when they open the app.</summary>
internal static class Inbox
{
    /// <summary>Writes a user's inbox. Who wrote without ever having joined is let in first: without taking part there is no inbox.</summary>
    internal static async Task WriteAsync(IConversations conversations, ConversationId id, UserId user, TextWriter output)
    {
        await conversations.SetParticipantAsync(id, user);
        await output.WriteLineAsync($"{Environment.NewLine}inbox of {user}");
        var page = await conversations.As(user).ListInboxAsync().PageAsync();
        foreach (var entry in page.Items)
        {
            var last = entry.LastMessage;
            await output.WriteLineAsync($"  {entry.View.Title}  {last?.SenderId}: {last?.Text} ({entry.UnreadCount} unread)");
        }
    }
}
