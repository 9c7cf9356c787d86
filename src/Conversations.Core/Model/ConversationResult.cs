using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents the result of creating or opening a conversation.</summary>
/// <param name="Conversation">The conversation after the call.</param>
/// <param name="Created">Whether this call created it. Of several concurrent callers, exactly one receives true.</param>
public sealed record ConversationResult(
    [property: JsonPropertyName("conversation")] Conversation Conversation,
    [property: JsonPropertyName("created")] bool Created);
