using Conversations;

namespace Quickstart.Import;

/// <summary>Prints an inbox, as a user sees it when the user opens the app.</summary>
internal static class Inbox
{
    /// <summary>
    /// Writes the inbox of the first of these users who is a participant of the conversation, or nothing if none of them is.
    /// </summary>
    internal static async Task WriteAsync(IConversations conversations, ConversationId id, IEnumerable<UserId> users, TextWriter output)
    {
        foreach (var user in users)
        {
            if (await conversations.FindParticipantAsync(id, user) is null)
                continue;

            await WriteAsync(conversations, user, output);
            return;
        }
    }

    private static async Task WriteAsync(IConversations conversations, UserId user, TextWriter output)
    {
        await output.WriteLineAsync($"{Environment.NewLine}inbox of {user}");
        var page = await conversations.As(user).ListInboxAsync().PageAsync();
        foreach (var entry in page.Items)
        {
            var last = entry.LastMessage;
            await output.WriteLineAsync($"  {entry.View.Title}  {last?.SenderId}: {last?.Text} ({entry.UnreadCount} unread)");
        }
    }
}
