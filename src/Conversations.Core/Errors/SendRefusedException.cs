namespace Conversations;

/// <summary>The exception that is thrown if a send policy of the app refuses a message. Nothing was written.</summary>
public sealed class SendRefusedException : ConversationsException
{
    /// <summary>Initializes the exception with the reason of the policy.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="reason">The reason that the policy gave.</param>
    public SendRefusedException(ConversationId conversationId, string reason)
        : base($"A send policy of the app refused the message: {reason}") => (ConversationId, Reason) = (conversationId, reason);

    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId { get; }

    /// <summary>Gets the reason that the policy gave.</summary>
    public string Reason { get; }
}
