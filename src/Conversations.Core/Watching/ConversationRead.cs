using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Says how far a user has read a conversation. It has no version: if a user reads on before it is taken, only the newest position may come.
/// </summary>
/// <param name="conversationId">The conversation.</param>
/// <param name="userId">The user who has read.</param>
/// <param name="readUpTo">The sequence of the last message that the user has read.</param>
public sealed class ConversationRead(ConversationId conversationId, UserId userId, long readUpTo) : WatchEvent
{
    /// <summary>Gets the conversation.</summary>
    [JsonPropertyName("conversationId")]
    public ConversationId ConversationId { get; init; } = conversationId;

    /// <summary>Gets the user who has read.</summary>
    [JsonPropertyName("userId")]
    public UserId UserId { get; init; } = userId;

    /// <summary>Gets the sequence of the last message that the user has read.</summary>
    [JsonPropertyName("readUpTo")]
    public long ReadUpTo { get; init; } = readUpTo;

    /// <summary>Gets the number of messages that the user has not read, if it is the user who watches; otherwise null.</summary>
    [JsonPropertyName("unreadCount")]
    public long? UnreadCount { get; init; }
}
