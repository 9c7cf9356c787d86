using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Says that a user has marked a conversation as unread. Of users, only this one gets it, on all devices.
/// </summary>
/// <param name="conversationId">The conversation.</param>
/// <param name="userId">The user.</param>
public sealed class ConversationMarkedUnread(ConversationId conversationId, UserId userId) : WatchEvent
{
    /// <summary>Gets the conversation.</summary>
    [JsonPropertyName("conversationId")]
    public ConversationId ConversationId { get; init; } = conversationId;

    /// <summary>Gets the user.</summary>
    [JsonPropertyName("userId")]
    public UserId UserId { get; init; } = userId;
}
