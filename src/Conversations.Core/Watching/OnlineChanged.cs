using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Says that a participant of a conversation that is watched came online or went offline. It is not stored.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="UserId">The participant.</param>
/// <param name="IsOnline">Whether the participant is online.</param>
public sealed record OnlineChanged(
    [property: JsonPropertyName("conversationId")] ConversationId ConversationId,
    [property: JsonPropertyName("userId")] UserId UserId,
    [property: JsonPropertyName("isOnline")] bool IsOnline) : WatchEvent;
