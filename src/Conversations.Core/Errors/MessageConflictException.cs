namespace Conversations;

/// <summary>The message id is taken: by another sender, or by a message with other content. Nothing was written.</summary>
/// <remarks>Sending again with the same id is a retry only if the sender and the content are the same as at first.</remarks>
public sealed class MessageConflictException : ConversationsException
{
    /// <summary>Names the id that is taken.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="messageId">The id as the caller gave it.</param>
    public MessageConflictException(ConversationId conversationId, MessageId messageId)
        : base($"Message id '{messageId}' was used before in conversation '{conversationId}', by another sender or for other content. "
            + "Retry with the same content, or send with a new id.") =>
        (ConversationId, MessageId) = (conversationId, messageId);

    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId { get; }

    /// <summary>Gets the id that is taken.</summary>
    public MessageId MessageId { get; }
}
