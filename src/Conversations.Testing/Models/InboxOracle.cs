using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>
/// Computes the expected inbox in the slow way: it reads each conversation completely and then sorts all of them.
/// </summary>
internal sealed class InboxOracle(IConversationStore store, IReadOnlyCollection<ConversationId> ids)
{
    private const int All = 10_000;

    /// <summary>Returns the expected inbox of a user as one text for each entry, in order.</summary>
    internal async Task<List<string>> ListAsync(UserId user, bool includeEmpty = false)
    {
        var entries = new List<(DateTimeOffset ActiveAt, ConversationId Id, string Text)>();
        foreach (var id in ids)
        {
            if (await store.FindConversationAsync(id, user) is not { Viewer: { } viewer } found)
                continue;

            var messages = (await store.ListMessagesAsync(new() { ConversationId = id, Viewer = user, Limit = All }))!;
            if (messages.Count == 0 && !includeEmpty)
                continue;

            var participants = (await store.ListParticipantsAsync(new() { ConversationId = id, Limit = All }))!;
            var last = messages.OrderBy(message => message.CreatedAt).ThenBy(message => message.Sequence).LastOrDefault();
            var activeAt = found.Conversation.LastActivityAt is { } at && at > viewer.JoinedAt ? at : viewer.JoinedAt;
            var unread = messages.Count(message => message.Sequence > viewer.ReadUpTo);
            var text = Text(
                activeAt,
                found.Conversation with { LastMessage = last },
                viewer,
                unread,
                unread > 0 || viewer.IsMarkedUnread,
                found.Conversation.Subject ?? TitleOf(participants, user),
                participants.Count > 2,
                participants.Count > 2 ? last?.SenderId?.Value : null);
            entries.Add((activeAt, id, text));
        }

        return [.. entries.OrderByDescending(entry => entry.ActiveAt).ThenBy(entry => entry.Id).Select(entry => entry.Text)];
    }

    /// <summary>Returns the text of a listed entry in the same format.</summary>
    internal static string TextOf(InboxEntry entry) => Text(
        entry.ActiveAt,
        entry.Conversation,
        entry.Participant,
        entry.UnreadCount,
        entry.IsUnread,
        entry.View.Title,
        entry.View.ShowsSenderNames,
        entry.View.LastSenderName);

    private static string Text(
        DateTimeOffset activeAt,
        Conversation conversation,
        Participant viewer,
        long unread,
        bool isUnread,
        string title,
        bool showsNames,
        string? lastSender) =>
        $"{activeAt:O} {conversation} "
        + $"{viewer} {unread} {isUnread} {title} {showsNames} {lastSender}";

    private static string TitleOf(IReadOnlyList<Participant> participants, UserId viewer)
    {
        List<UserId> others =
        [
            .. participants.Where(one => one.UserId != viewer).OrderBy(one => one.JoinedAt).ThenBy(one => one.UserId).Select(one => one.UserId),
        ];
        return others.Count switch
        {
            0 => viewer.Value,
            <= 3 => string.Join(", ", others),
            _ => $"{string.Join(", ", others.Take(3))} and {others.Count - 3} more",
        };
    }
}
