using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Says that a user has marked a conversation as unread. Of users, only this one gets it, on all devices.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="UserId">The user.</param>
public sealed record ConversationMarkedUnread(
    [property: JsonPropertyName("conversationId")] ConversationId ConversationId,
    [property: JsonPropertyName("userId")] UserId UserId) : WatchEvent;
