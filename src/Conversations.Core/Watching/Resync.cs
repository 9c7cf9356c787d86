using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Says that a conversation of the user may have changed, and that the changes are not given one by one. Read the conversation again. It comes when a watch
/// resumes, and, rarely, later.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Version">The version of its last change. If the client has this version, it has everything.</param>
public sealed record Resync(
    [property: JsonPropertyName("conversationId")] ConversationId ConversationId,
    [property: JsonPropertyName("version")] long Version) : WatchEvent;
