using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents how far a user has read a conversation.</summary>
/// <param name="ReadUpTo">The sequence up to which the user has read. It never moves back.</param>
/// <param name="UnreadCount">
/// The number of messages after it, including system messages, imported messages and those of the user. Deleted messages do not
/// count.
/// </param>
/// <param name="IsMarkedUnread">
/// Whether the user marked the conversation as unread. Marking it as read or sending a message to it removes the mark.
/// </param>
public sealed record ReadState(
    [property: JsonPropertyName("readUpTo")] long ReadUpTo,
    [property: JsonPropertyName("unreadCount")] long UnreadCount,
    [property: JsonPropertyName("isMarkedUnread")] bool IsMarkedUnread)
{
    /// <summary>Gets whether the conversation is unread: it has unread messages, or the user marked it as unread.</summary>
    [JsonPropertyName("isUnread")]
    public bool IsUnread => UnreadCount > 0 || IsMarkedUnread;
}
