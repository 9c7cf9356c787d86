namespace Conversations;

/// <summary>A user who is to take part, and how.</summary>
/// <param name="UserId">The user; <c>default</c> is refused.</param>
public sealed record ParticipantDraft(UserId UserId)
{
    /// <summary>Gets what they may do.</summary>
    public ParticipantAccess Access { get; init; }

    /// <summary>Gets of which missed messages they want to be notified.</summary>
    public NotifySetting Notify { get; init; }
}
