using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Says that the text or the custom data of a message changed.</summary>
public sealed record MessageEdited : MessageChange
{
    /// <summary>Gets the revision that the message has after the edit.</summary>
    [JsonPropertyName("revision")]
    public required int Revision { get; init; }

    internal override IReadOnlyList<UserId> Named => [];
}
