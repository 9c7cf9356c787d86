namespace Conversations.Storage;

/// <summary>A conversation in a user's inbox, as it was read.</summary>
public sealed class StoredInboxEntry(
    Conversation Conversation, Participant Participant, long UnreadCount, IReadOnlyList<UserId> FirstOthers)
{
    /// <summary>Gets the conversation, with its last message as this user sees it.</summary>
    public Conversation Conversation { get; } = Conversation;

    /// <summary>Gets the user as a participant.</summary>
    public Participant Participant { get; } = Participant;

    /// <summary>Gets the number of messages that the user has not read.</summary>
    public long UnreadCount { get; } = UnreadCount;

    /// <summary>Gets the other participants, the earliest joined first, then by id: at most the first <see cref="OtherCount"/> of them.</summary>
    public IReadOnlyList<UserId> FirstOthers { get; } = FirstOthers;

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
}
