using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a change of one message.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "change")]
[JsonDerivedType(typeof(MessageSent), nameof(MessageSent))]
[JsonDerivedType(typeof(MessageEdited), nameof(MessageEdited))]
[JsonDerivedType(typeof(MessageDeleted), nameof(MessageDeleted))]
[JsonDerivedType(typeof(ReactionAdded), nameof(ReactionAdded))]
[JsonDerivedType(typeof(ReactionRemoved), nameof(ReactionRemoved))]
public abstract record MessageChange : Change
{
    private protected MessageChange()
    {
    }

    /// <summary>Gets the message.</summary>
    [JsonPropertyName("messageId")]
    public required MessageId MessageId { get; init; }

    /// <summary>Gets the place of the message in the conversation, or 0 if the change is not stored yet.</summary>
    [JsonPropertyName("sequence")]
    public long Sequence { get; init; }
}
