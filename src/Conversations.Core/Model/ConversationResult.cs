using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents the result of creating or opening a conversation.</summary>
/// <param name="conversation">The conversation after the call.</param>
/// <param name="created">Whether this call created it. Of several concurrent callers, exactly one receives true.</param>
public sealed class ConversationResult(Conversation conversation, bool created)
{
    /// <summary>Gets the conversation after the call.</summary>
    [JsonPropertyName("conversation")]
    public Conversation Conversation { get; init; } = conversation;

    /// <summary>Gets whether this call created it. Of several concurrent callers, exactly one receives true.</summary>
    [JsonPropertyName("created")]
    public bool Created { get; init; } = created;

    /// <summary>Returns both values.</summary>
    /// <param name="conversation">The conversation after the call.</param>
    /// <param name="created">Whether this call created it.</param>
    public void Deconstruct(out Conversation conversation, out bool created) => (conversation, created) = (Conversation, Created);
}
