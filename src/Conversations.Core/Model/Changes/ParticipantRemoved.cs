namespace Conversations;

/// <summary>A user takes part no longer.</summary>
public sealed record ParticipantRemoved : Change
{
    /// <summary>Gets the user who takes part no longer.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Gets whether they left by themselves; false = they were removed.</summary>
    public bool Left => Actor == UserId;
}
