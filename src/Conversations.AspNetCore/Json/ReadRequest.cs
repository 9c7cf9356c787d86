using System.Text.Json;

namespace Conversations.Json;

/// <summary>Up to which message a conversation was read.</summary>
internal sealed class ReadRequest
{
    /// <summary>The sequence of the last message that was read, or null for all.</summary>
    public long? UpTo { get; set; }
}

/// <summary>Whether the user is typing.</summary>
internal sealed class TypingRequest
{
    public bool IsTyping { get; set; } = true;
}

/// <summary>What is changed of a conversation of a user, as in TalkJS.</summary>
internal sealed class UserConversationRequest
{
    /// <summary>Up to which message the user has read the conversation: the id of a message, or a time in milliseconds.</summary>
    public JsonElement? ReadUntil { get; set; }

    /// <summary>Whether the user has marked the conversation as unread.</summary>
    public bool? IsMarkedUnread { get; set; }
}
