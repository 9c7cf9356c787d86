namespace Conversations;

/// <summary>
/// The exception that is thrown if the conversation has no such message: it was never sent there, or it was deleted.
/// </summary>
public sealed class MessageNotFoundException : ConversationsException
{
    /// <summary>Initializes the exception for a message.</summary>
    /// <param name="conversationId">The conversation that was searched.</param>
    /// <param name="messageId">The id that the caller passed.</param>
    public MessageNotFoundException(ConversationId conversationId, MessageId messageId)
        : base($"Conversation '{conversationId}' has no message '{messageId}': it was never sent there, or it was deleted.") =>
        (ConversationId, MessageId) = (conversationId, messageId);

    /// <summary>Gets the conversation that was searched.</summary>
    public ConversationId ConversationId { get; }

    /// <summary>Gets the id that the caller passed.</summary>
    public MessageId MessageId { get; }
}
