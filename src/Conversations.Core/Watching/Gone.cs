using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Says that the user does not take part in a conversation any more, or that it was deleted, since the watch was interrupted.
/// </summary>
/// <param name="conversationId">The conversation.</param>
public sealed class Gone(ConversationId conversationId) : WatchEvent
{
    /// <summary>Gets the conversation.</summary>
    [JsonPropertyName("conversationId")]
    public ConversationId ConversationId { get; init; } = conversationId;
}
