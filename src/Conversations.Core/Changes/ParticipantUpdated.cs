using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Says that the access or the notification setting of a participant changed.</summary>
public sealed record ParticipantUpdated : Change
{
    /// <summary>Gets the participant.</summary>
    [JsonPropertyName("userId")]
    public required UserId UserId { get; init; }

    /// <summary>Gets whether only the notification setting changed, which other participants do not learn of. False if it is not known.</summary>
    [JsonPropertyName("isNotifyOnly")]
    public bool IsNotifyOnly { get; init; }

    internal override IReadOnlyList<UserId> Named => new[] { UserId };
}
