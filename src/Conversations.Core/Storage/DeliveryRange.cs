namespace Conversations.Storage;

/// <summary>Changes of a conversation that are to be delivered.</summary>
/// <param name="conversationId">The conversation.</param>
/// <param name="after">The version after which to begin.</param>
/// <param name="limit">The greatest number of changes, at least 1.</param>
/// <param name="kinds">The types of changes, or null for all.</param>
/// <param name="readsMessages">Whether messages are read.</param>
public sealed class DeliveryRange(
    ConversationId conversationId, long after, int limit, IReadOnlyCollection<Type>? kinds = null, bool readsMessages = true)
{
    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId => conversationId;

    /// <summary>Gets the version after which to begin.</summary>
    public long After => after;

    /// <summary>Gets the greatest number of changes.</summary>
    public int Limit => limit;

    /// <summary>Gets the types of changes, or null for all.</summary>
    public IReadOnlyCollection<Type>? Kinds => kinds;

    /// <summary>Gets whether messages are read.</summary>
    public bool ReadsMessages => readsMessages;
}
