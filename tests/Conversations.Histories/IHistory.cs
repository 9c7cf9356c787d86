namespace Conversations.Histories;

/// <summary>Takes down what clients do, in the order in which it happens.</summary>
public interface IHistory
{
    /// <summary>Takes down a send, before it is called.</summary>
    void Invoked(Intent intent);

    /// <summary>Takes down what the client was told, after the call returned.</summary>
    void Answered(ConversationId conversationId, MessageId messageId, Answer answer);
}
