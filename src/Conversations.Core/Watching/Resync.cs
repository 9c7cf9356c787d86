using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Says that a conversation of the user may have changed, and that the changes are not given one by one. Read the conversation again. It comes when a watch
/// resumes, and, rarely, later.
/// </summary>
/// <param name="conversationId">The conversation.</param>
/// <param name="version">The version of its last change. If the client has this version, only how far the user has read can be new.</param>
public sealed class Resync(ConversationId conversationId, long version) : WatchEvent
{
    /// <summary>Gets the conversation.</summary>
    [JsonPropertyName("conversationId")]
    public ConversationId ConversationId { get; init; } = conversationId;

    /// <summary>Gets the version of the last change of the conversation. If the client has this version, only how far the user has read can be new.</summary>
    [JsonPropertyName("version")]
    public long Version { get; init; } = version;
}
