using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Says that a user no longer takes part in a conversation.</summary>
public sealed record ParticipantRemoved : Change
{
    /// <summary>Gets the user who no longer takes part.</summary>
    [JsonPropertyName("userId")]
    public required UserId UserId { get; init; }

    /// <summary>Gets whether the user left. False if the user was removed by the app or by another user.</summary>
    [JsonPropertyName("left")]
    public bool Left => Actor == UserId;

    internal override IReadOnlyList<UserId> Named => new[] { UserId };
}
