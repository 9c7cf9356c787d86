using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a change of a conversation that is watched, with what a screen needs to show it.</summary>
/// <param name="change">The change, as it is in the log.</param>
public sealed class WatchedChange(Change change) : WatchEvent
{
    /// <summary>Gets the change, as it is in the log.</summary>
    [JsonPropertyName("change")]
    public Change Change { get; init; } = change;

    /// <summary>Gets the conversation.</summary>
    [JsonIgnore]
    public ConversationId ConversationId => Change.ConversationId;

    /// <summary>
    /// Gets the message as it was when the change was read, as the user or the app that watches sees it; or null if the change is about no message, or the message was
    /// deleted meanwhile.
    /// </summary>
    [JsonPropertyName("message")]
    public Message? Message { get; init; }

    /// <summary>Gets the number of messages that the user who watches had not read when the change was read, or null if the app watches.</summary>
    [JsonPropertyName("unreadCount")]
    public long? UnreadCount { get; init; }

    /// <summary>Gets the activity by which the conversation has its place in the inbox of the user who watches, or null if the app watches.</summary>
    [JsonPropertyName("activeAt")]
    public DateTimeOffset? ActiveAt { get; init; }
}
