using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Says that a participant who has missed messages is to be notified.</summary>
public sealed record NotificationTriggered : Change
{
    /// <summary>Gets the participant.</summary>
    [JsonPropertyName("userId")]
    public required UserId UserId { get; init; }

    /// <summary>Gets the sequence of the last missed message.</summary>
    [JsonPropertyName("upTo")]
    public required long UpTo { get; init; }

    internal override IReadOnlyList<UserId> Named => new[] { UserId };
}
