using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Says how far a user has read a conversation. It has no version: if a user reads on before it is taken, only the newest position may come.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="UserId">The user who has read.</param>
/// <param name="ReadUpTo">The sequence of the last message that the user has read.</param>
public sealed record ConversationRead(
    [property: JsonPropertyName("conversationId")] ConversationId ConversationId,
    [property: JsonPropertyName("userId")] UserId UserId,
    [property: JsonPropertyName("readUpTo")] long ReadUpTo) : WatchEvent
{
    /// <summary>Gets the number of messages that the user has not read, if it is the user who watches; otherwise null.</summary>
    [JsonPropertyName("unreadCount")]
    public long? UnreadCount { get; init; }
}
