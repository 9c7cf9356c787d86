namespace Conversations.Storage.InMemory;

/// <summary>Reads conversations, each under its own lock.</summary>
internal interface IConversationRows
{
    /// <summary>Reads a conversation that exists or existed.</summary>
    T Read<T>(ConversationId id, Func<ConversationState, T> read);

    /// <summary>Lists the ids of all conversations that exist or existed, in order.</summary>
    IEnumerable<ConversationId> IdsAfter(ConversationId? after);
}
