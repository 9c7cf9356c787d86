using System.Text;

namespace Conversations.Storage;

/// <summary>A conversation in a user's inbox, as it was read.</summary>
/// <param name="Conversation">The conversation, with its last message as this user sees it.</param>
/// <param name="Participant">The user as a participant.</param>
/// <param name="UnreadCount">The number of messages that the user has not read.</param>
/// <param name="FirstOthers">
/// The other participants, the earliest joined first, then by id: at most the first <see cref="OtherCount"/> of them.
/// </param>
public sealed record StoredInboxEntry(
    Conversation Conversation, Participant Participant, long UnreadCount, IReadOnlyList<UserId> FirstOthers)
{
    /// <summary>The greatest number of other participants that an entry names.</summary>
    public const int OtherCount = 3;

    /// <summary>Gets the place of the entry in the inbox.</summary>
    public InboxPlace Place => InboxPlace.Of(Conversation.Id, Conversation.LastActivityAt, Participant.JoinedAt);

    /// <summary>Gets the activity of the entry, by which inboxes are ordered: the time of <see cref="Place"/>.</summary>
    public DateTimeOffset ActiveAt => Place.ActiveAt;

    /// <summary>Gets whether the conversation has unread messages or is marked as unread.</summary>
    public bool IsUnread => UnreadCount > 0 || Participant.IsMarkedUnread;

    /// <summary>Returns how far the user has read.</summary>
    /// <returns>The state.</returns>
    public ReadState ToReadState() => new(Participant.ReadUpTo, UnreadCount, Participant.IsMarkedUnread);

    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        (nameof(Conversation), Conversation),
        (nameof(Participant), Participant),
        (nameof(UnreadCount), UnreadCount),
        (nameof(FirstOthers), Printed.List(FirstOthers)),
        (nameof(ActiveAt), ActiveAt),
        (nameof(IsUnread), IsUnread));
}
