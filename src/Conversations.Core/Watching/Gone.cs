using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Says that the user does not take part in a conversation any more, or that it was deleted, since the watch was interrupted.</summary>
/// <param name="ConversationId">The conversation.</param>
public sealed record Gone([property: JsonPropertyName("conversationId")] ConversationId ConversationId) : WatchEvent;
