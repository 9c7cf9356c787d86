namespace Conversations;

/// <summary>The conversation holds no such message: it was never sent here, or it was deleted.</summary>
public sealed class MessageNotFoundException : ConversationsException
{
    /// <summary>Names the message that was asked for.</summary>
    /// <param name="conversationId">The conversation that was searched.</param>
    /// <param name="messageId">The id as the caller gave it.</param>
    public MessageNotFoundException(ConversationId conversationId, MessageId messageId)
        : base($"Conversation '{conversationId}' holds no message '{messageId}', or no longer.") =>
        (ConversationId, MessageId) = (conversationId, messageId);

    /// <summary>Gets the conversation that was searched.</summary>
    public ConversationId ConversationId { get; }

    /// <summary>Gets the id that was asked for.</summary>
    public MessageId MessageId { get; }
}
