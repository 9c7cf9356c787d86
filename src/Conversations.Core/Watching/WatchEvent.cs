namespace Conversations;

/// <summary>Represents something that happened in a conversation that is watched.</summary>
public abstract record WatchEvent
{
    private protected WatchEvent()
    {
    }

    /// <summary>Gets the conversation.</summary>
    public abstract ConversationId ConversationId { get; }
}
