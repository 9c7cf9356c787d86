namespace Conversations;

/// <summary>A conversation in a user's inbox, with everything that a list of conversations draws.</summary>
public sealed record InboxEntry
{
    /// <summary>Gets the conversation, with its last message as this user has it.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>Gets the user's own place in it.</summary>
    public required Participant Participant { get; init; }

    /// <summary>Gets how many messages they have not read.</summary>
    public required long UnreadCount { get; init; }

    /// <summary>Gets who else takes part, by when they joined, then by id; the first three.</summary>
    public required IReadOnlyList<UserId> FirstOthers { get; init; }

    /// <summary>Gets what to draw of it for this user.</summary>
    public ConversationView View => ConversationView.Of(Conversation, Participant.UserId, FirstOthers);

    /// <summary>Gets the last message that was not deleted; null = there is none.</summary>
    public Message? LastMessage => Conversation.LastMessage;

    /// <summary>Gets whether the conversation is unread: there are unread messages, or it was marked so.</summary>
    public bool IsUnread => UnreadCount > 0 || Participant.IsMarkedUnread;

    /// <summary>Gets what the user may do.</summary>
    public ParticipantAccess Access => Participant.Access;

    /// <summary>Gets of which missed messages the user wants to be notified.</summary>
    public NotifySetting Notify => Participant.Notify;

    /// <summary>Gets when something last happened for the user: the last activity or their joining, whichever is later.</summary>
    public DateTimeOffset ActiveAt =>
        Conversation.LastActivityAt is { } at && at > Participant.JoinedAt ? at : Participant.JoinedAt;
}
