using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Says that a user joined a conversation.</summary>
public sealed record ParticipantAdded : Change
{
    /// <summary>Gets the user who joined.</summary>
    [JsonPropertyName("userId")]
    public required UserId UserId { get; init; }

    internal override IReadOnlyList<UserId> Named => new[] { UserId };
}
