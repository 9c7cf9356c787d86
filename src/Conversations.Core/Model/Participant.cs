namespace Conversations;

/// <summary>One user's place in one conversation.</summary>
public sealed record Participant
{
    /// <summary>Gets the user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Gets what they may do.</summary>
    public ParticipantAccess Access { get; init; }

    /// <summary>Gets of which missed messages they want to be notified.</summary>
    public NotifySetting Notify { get; init; }

    /// <summary>Gets when they joined, UTC in whole milliseconds; who comes back joins anew.</summary>
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>Gets the sequence of the message that was the last when they joined; 0 = there was none.</summary>
    public long JoinedAfter { get; init; }

    /// <summary>Gets the sequence up to which they have read.</summary>
    public long ReadUpTo { get; init; }

    /// <summary>Gets whether they marked the conversation as unread, until they next mark it as read.</summary>
    public bool IsMarkedUnread { get; init; }
}
