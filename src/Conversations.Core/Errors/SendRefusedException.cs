namespace Conversations;

/// <summary>A send policy of the app refused the message. Nothing was written.</summary>
public sealed class SendRefusedException : ConversationsException
{
    /// <summary>Gives the policy's reason.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="reason">The reason as the policy gave it.</param>
    public SendRefusedException(ConversationId conversationId, string reason)
        : base($"The app's policy refused the message: {reason}") => (ConversationId, Reason) = (conversationId, reason);

    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId { get; }

    /// <summary>Gets the reason as the policy gave it.</summary>
    public string Reason { get; }
}
