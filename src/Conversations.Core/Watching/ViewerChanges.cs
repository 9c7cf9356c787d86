using Conversations.Storage;

namespace Conversations;

/// <summary>Decides what a user who watches gets of changes that were read.</summary>
/// <remarks>
/// The participant is read after the changes. So the user was allowed to see whatever is given here at a moment after it was read: if the user was removed in
/// between, nothing but the removal is given.
/// </remarks>
internal static class ViewerChanges
{
    /// <summary>Returns the events, and whether the last of them ends the watch.</summary>
    internal static (List<WatchedChange> Events, bool IsEnd) Of(UserId viewer, WatchingViewer? read, DeliveryContent content)
    {
        var changes = content.Changes.Changes;
        if (read is null)
        {
            // Only the end is told. If it is not among these changes, the next ones have it.
            var last = changes.FirstOrDefault(change => EndsFor(viewer, change));
            return last is null ? ([], false) : ([new(last)], true);
        }

        var events = new List<WatchedChange>(changes.Count);
        foreach (var change in changes)
        {
            if (EventFor(viewer, change, read, content) is not { } one)
                continue;

            events.Add(one);
            if (EndsFor(viewer, change))
                return (events, true);
        }

        return (events, false);
    }

    /// <summary>Returns the events for a user who watches all conversations, up to a version, each with its version.</summary>
    internal static List<(long Version, WatchEvent Event)> OfMember(WatchingMember member, WatchingViewer? read, DeliveryContent content, long upTo)
    {
        var events = new List<(long, WatchEvent)>();
        if (member.EndedBy is { } end)
        {
            // Only the end is told. If the user was erased, the log names another one.
            var last = content.Changes.Changes.FirstOrDefault(change => change.Version == end);
            if (last is not null)
                events.Add((end, EndsFor(member.UserId, last) ? new WatchedChange(last) : new Gone(member.ConversationId)));
        }
        else if (read is not null)
        {
            foreach (var change in content.Changes.Changes.Where(change => change.Version <= upTo))
            {
                if (EventFor(member.UserId, change, read, content) is { } one)
                    events.Add((change.Version, one));
            }
        }

        return events;
    }

    /// <summary>Returns the sequences of messages whose reactions depend on the user who reads them.</summary>
    internal static IReadOnlyCollection<long> Reacted(DeliveryContent content) =>
    [
        .. content.Messages.Values.Concat(content.Messages.Values.Select(message => message.RepliedTo).OfType<Message>())
            .Where(message => message.Reactions.Count > 0).Select(message => message.Sequence).Distinct(),
    ];

    private static bool EndsFor(UserId viewer, Change change) => change is ConversationDeleted || (change is ParticipantRemoved removed && removed.UserId == viewer);

    private static bool IsSeen(Change change, Participant viewer) => change switch
    {
        MessageChange about => about.Sequence >= viewer.VisibleFrom,
        NotificationTriggered => false,
        ParticipantUpdated { IsNotifyOnly: true } updated => updated.UserId == viewer.UserId,

        // If the user does not see what was said before joining, the user does not see which participants came and went before, either.
        _ => viewer.VisibleFrom <= 1 || change.At >= viewer.JoinedAt,
    };

    /// <summary>Returns what a user gets of a change, or null if the user does not see it.</summary>
    private static WatchedChange? EventFor(UserId viewer, Change change, WatchingViewer read, DeliveryContent content) =>
        EndsFor(viewer, change) ? new(change) : IsSeen(change, read.Participant) ? EventOf(change, read, content) : null;

    private static WatchedChange EventOf(Change change, WatchingViewer viewer, DeliveryContent content) => new(change)
    {
        Message = content.FindMessage(change) is { } message ? MessageFor(message, viewer) : null,
        UnreadCount = viewer.UnreadCount,
        ActiveAt = content.Conversation is { } conversation
            ? InboxPlace.Of(conversation.Id, conversation.LastActivityAt, viewer.Participant.JoinedAt).ActiveAt
            : null,
    };

    /// <summary>Returns a message that the app read as a page of messages shows it to a user.</summary>
    private static Message MessageFor(Message message, WatchingViewer viewer)
    {
        var replied = message.RepliedTo is { } other && other.Sequence >= viewer.Participant.VisibleFrom ? WithOwn(other, viewer) : null;
        return WithOwn(message, viewer) with { RepliedTo = replied };
    }

    private static Message WithOwn(Message message, WatchingViewer viewer) => message.Reactions.Count == 0 ? message : message with
    {
        Reactions = [.. message.Reactions.Select(one => one with { ByViewer = viewer.Reactions.Contains((message.Sequence, one.Emoji)) })],
    };
}
