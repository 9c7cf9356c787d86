namespace Conversations;

/// <summary>A participant's access or notification setting changed.</summary>
public sealed record ParticipantUpdated : Change
{
    /// <summary>Gets the participant.</summary>
    public required UserId UserId { get; init; }
}
