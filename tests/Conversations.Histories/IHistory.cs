namespace Conversations.Histories;

/// <summary>Records what clients do, in the order of events.</summary>
public interface IHistory
{
    /// <summary>Records a send, before the call.</summary>
    void Invoked(Intent intent);

    /// <summary>Records the answer, after the call returned.</summary>
    void Answered(ConversationId conversationId, MessageId messageId, Answer answer);
}
