namespace Conversations;

/// <summary>A user joined a conversation.</summary>
public sealed record ParticipantAdded : Change
{
    /// <summary>Gets the participant.</summary>
    public required UserId UserId { get; init; }
}
