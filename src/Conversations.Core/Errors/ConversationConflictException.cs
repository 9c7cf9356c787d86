namespace Conversations;

/// <summary>
/// The exception that is thrown if a conversation or a message is not at the version that the caller expected, because it was
/// changed meanwhile. Nothing was written.
/// </summary>
public sealed class ConversationConflictException : ConversationsException
{
    /// <summary>Initializes the exception for a conversation that is not at the expected settings version.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="expected">The <see cref="Conversation.SettingsVersion"/> that the caller expected.</param>
    /// <param name="actual">The settings version that the conversation has.</param>
    public ConversationConflictException(ConversationId conversationId, long expected, long actual)
        : base($"Conversation '{conversationId}' is no longer at settings version {expected} but at {actual}. Read it again and retry.") =>
        (ConversationId, Expected, Actual) = (conversationId, expected, actual);

    /// <summary>Initializes the exception for a message that is not at the expected revision.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="expected">The <see cref="Message.Revision"/> that the caller expected.</param>
    /// <param name="actual">The revision that the message has.</param>
    public ConversationConflictException(ConversationId conversationId, MessageId messageId, long expected, long actual)
        : base($"Message '{messageId}' of conversation '{conversationId}' is no longer at revision {expected} but at {actual}. Read it again and retry.") =>
        (ConversationId, MessageId, Expected, Actual) = (conversationId, messageId, expected, actual);

    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId { get; }

    /// <summary>Gets the message, or null if the conversation itself is not at the expected version.</summary>
    public MessageId? MessageId { get; }

    /// <summary>Gets the settings version or revision that the caller expected.</summary>
    public long Expected { get; }

    /// <summary>Gets the settings version or revision that the conversation or message has.</summary>
    public long Actual { get; }
}
