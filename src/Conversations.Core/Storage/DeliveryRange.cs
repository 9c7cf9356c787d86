namespace Conversations.Storage;

/// <summary>Changes of a conversation that are to be delivered.</summary>
/// <param name="conversationId">The conversation.</param>
/// <param name="after">The version after which to begin.</param>
/// <param name="limit">The greatest number of changes, at least 1.</param>
/// <param name="messagesOf">The types of the changes whose messages are read, or null for all.</param>
public sealed class DeliveryRange(ConversationId conversationId, long after, int limit, IReadOnlyCollection<Type>? messagesOf = null)
{
    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId => conversationId;

    /// <summary>Gets the version after which to begin.</summary>
    public long After => after;

    /// <summary>Gets the greatest number of changes.</summary>
    public int Limit => limit;

    /// <summary>Gets the types of the changes whose messages are read, or null for all.</summary>
    public IReadOnlyCollection<Type>? MessagesOf => messagesOf;

    /// <summary>Tells whether the message that a change is about is read.</summary>
    /// <param name="change">The change.</param>
    /// <returns>True if it is about a message, and its type is asked for.</returns>
    public bool ReadsMessageOf(Change change) => change is MessageChange && (messagesOf?.Contains(change.GetType()) ?? true);
}
