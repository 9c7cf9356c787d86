namespace Conversations.Storage;

/// <summary>A conversation in a user's inbox, as it was read.</summary>
/// <param name="Conversation">The conversation, with its last message as this user has it.</param>
/// <param name="Participant">The user's own place in it.</param>
/// <param name="UnreadCount">How many messages they have not read.</param>
/// <param name="FirstOthers">Who else takes part, the earliest joined first, then by id: three of them, or all if they are fewer.</param>
public sealed record StoredInboxEntry(
    Conversation Conversation, Participant Participant, long UnreadCount, IReadOnlyList<UserId> FirstOthers)
{
    /// <summary>The number of other participants that come along.</summary>
    public const int OtherCount = 3;

    /// <summary>Gets whether the conversation is unread: there are unread messages, or it was marked so.</summary>
    public bool IsUnread => UnreadCount > 0 || Participant.IsMarkedUnread;
}
