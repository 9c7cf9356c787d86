namespace Conversations;

/// <summary>Another writer was faster: what the caller expected to change has changed since. Nothing was written.</summary>
public sealed class ConversationConflictException : ConversationsException
{
    /// <summary>Says that a conversation is no longer at the settings version that the caller expected.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="expected">The <see cref="Conversation.SettingsVersion"/> that the caller had read.</param>
    /// <param name="actual">The one it has now.</param>
    public ConversationConflictException(ConversationId conversationId, long expected, long actual)
        : base($"Conversation '{conversationId}' is no longer at settings version {expected} but at {actual}. Read it again and retry.") =>
        (ConversationId, Expected, Actual) = (conversationId, expected, actual);

    /// <summary>Says that a message is no longer at the revision that the caller expected.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="expected">The <see cref="Message.Revision"/> that the caller had read.</param>
    /// <param name="actual">The one it has now.</param>
    public ConversationConflictException(ConversationId conversationId, MessageId messageId, long expected, long actual)
        : base($"Message '{messageId}' of conversation '{conversationId}' is no longer at revision {expected} but at {actual}. Read it again and retry.") =>
        (ConversationId, MessageId, Expected, Actual) = (conversationId, messageId, expected, actual);

    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId { get; }

    /// <summary>Gets the message, where it is a message that has changed; else null.</summary>
    public MessageId? MessageId { get; }

    /// <summary>Gets the settings version or revision that the caller expected.</summary>
    public long Expected { get; }

    /// <summary>Gets the settings version or revision that it has now.</summary>
    public long Actual { get; }
}
