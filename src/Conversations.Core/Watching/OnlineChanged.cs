using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Says that a participant of a conversation that is watched came online or went offline. It is not stored.
/// </summary>
/// <param name="conversationId">The conversation.</param>
/// <param name="userId">The participant.</param>
/// <param name="isOnline">Whether the participant is online.</param>
public sealed class OnlineChanged(ConversationId conversationId, UserId userId, bool isOnline) : WatchEvent
{
    /// <summary>Gets the conversation.</summary>
    [JsonPropertyName("conversationId")]
    public ConversationId ConversationId { get; init; } = conversationId;

    /// <summary>Gets the participant.</summary>
    [JsonPropertyName("userId")]
    public UserId UserId { get; init; } = userId;

    /// <summary>Gets whether the participant is online.</summary>
    [JsonPropertyName("isOnline")]
    public bool IsOnline { get; init; } = isOnline;
}
