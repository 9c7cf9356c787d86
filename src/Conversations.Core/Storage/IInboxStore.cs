namespace Conversations.Storage;

/// <summary>Lists conversations: those of a user by activity, and all by id.</summary>
public interface IInboxStore
{
    /// <summary>Reads a page of a user's conversations, the most recently active first; ties by conversation id, ascending.</summary>
    /// <remarks>
    /// <para>
    /// 1. Activity is the later of the conversation's <see cref="Conversation.LastActivityAt"/> and the user's
    /// <see cref="Participant.JoinedAt"/>. The order is exact.
    /// 2. A conversation without messages is passed over, unless the window asks for empty ones.
    /// 3. A conversation that did not move while pages are read is neither repeated nor lost.
    /// 4. Entries that the filter refuses do not count towards the limit, but at most <see cref="InboxWindow.MaxLookedAt"/> entries
    /// are looked at: then the page ends, short or even empty, with a place to go on from.
    /// 5. The cost does not grow with the number of the user's conversations; a page takes at most three statements.
    /// </para>
    /// </remarks>
    /// <param name="window">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The entries, and the place of the last one looked at where more may follow.</returns>
    Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default);

    /// <summary>Reads one of a user's conversations as an inbox has it, also one without messages.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The entry; null = the user does not take part.</returns>
    Task<StoredInboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Reads a page of all conversations by id, for administration: it may scan.</summary>
    /// <param name="after">The id after which to begin; null = at the beginning.</param>
    /// <param name="limit">How many at most, at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The conversations.</returns>
    Task<IReadOnlyList<Conversation>> ListConversationsAsync(
        ConversationId? after, int limit, CancellationToken cancellationToken = default);
}
