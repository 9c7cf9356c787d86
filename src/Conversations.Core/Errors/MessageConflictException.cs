namespace Conversations;

/// <summary>
/// The exception that is thrown if the id of a message is in use: for a message of another sender, or for one with other content.
/// Nothing was written.
/// </summary>
/// <remarks>
/// Sending a message again with the same id is a retry only if its sender and its content are the same as at first.
/// </remarks>
public sealed class MessageConflictException : ConversationsException
{
    /// <summary>Initializes the exception for a message id.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="messageId">The id that the caller passed.</param>
    public MessageConflictException(ConversationId conversationId, MessageId messageId)
        : base($"Message id '{messageId}' was used before in conversation '{conversationId}', by another sender or for other content. "
            + "Retry with the same content, or send with a new id.") =>
        (ConversationId, MessageId) = (conversationId, messageId);

    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId { get; }

    /// <summary>Gets the id that is in use.</summary>
    public MessageId MessageId { get; }
}
