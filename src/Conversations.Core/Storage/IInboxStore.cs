namespace Conversations.Storage;

/// <summary>Lists conversations: those of a user by activity, and all by id.</summary>
public interface IInboxStore
{
    /// <summary>Reads a page of a user's conversations.</summary>
    /// <remarks>
    /// <para>
    /// 1. The most recently active comes first, then the least conversation id. The activity of an entry is the later of the conversation's <see cref="Conversation.LastActivityAt"/> and the user's
    /// <see cref="Participant.JoinedAt"/> (<see cref="InboxPlace.Of"/>). The order is exact, even if an index of the store lags
    /// behind.
    /// </para>
    /// <para>
    /// 2. A conversation whose <see cref="Conversation.MessageCount"/> is 0 is passed over, unless
    /// <see cref="InboxWindow.IncludeEmpty"/> is true. It does not matter whether it never had a message or all its messages were
    /// deleted.
    /// </para>
    /// <para>3. A conversation whose place does not change while pages are read is neither repeated nor lost.</para>
    /// <para>
    /// 4. Entries that the filter rejects do not count towards the limit, but the store gives at most
    /// <see cref="InboxWindow.MaxLookedAt"/> entries to the filter. Then the page ends, even if it is short or empty, and
    /// <see cref="InboxSlice.Next"/> tells where to go on. Conversations that rule 2 passes over count towards neither number.
    /// </para>
    /// <para>
    /// 5. <see cref="InboxSlice.Next"/> is null if nothing follows. Otherwise it is the place of the last entry that was looked at, also if
    /// the filter rejected it.
    /// </para>
    /// <para>
    /// 6. All parts of an entry are of one moment, and the entry is the one that the filter saw. It names the first of the others who take
    /// part (<see cref="StoredInboxEntry.FirstOthers"/>).
    /// </para>
    /// <para>
    /// Cost: a page takes at most three statements. Its rows grow with the limit, or with the entries that are given to the filter,
    /// not with the conversations.
    /// </para>
    /// </remarks>
    /// <param name="window">The page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The entries, and where the next page begins.</returns>
    Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default);

    /// <summary>Reads one of a user's conversations as an entry of the inbox.</summary>
    /// <remarks>
    /// <para>
    /// 1. The entry is the one that <see cref="ListInboxAsync"/> lists with <see cref="InboxWindow.IncludeEmpty"/>. It is null if the user does
    /// not take part.
    /// </para>
    /// <para>
    /// Cost: the rows do not grow with the messages, the participants and the conversations.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The entry, or null if the user does not take part.</returns>
    Task<StoredInboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Counts what a user has not read.</summary>
    /// <remarks>
    /// <para>
    /// 1. The store looks at the conversations of the user's inbox, the most recently active first by its index, and at
    /// <see cref="InboxWindow.MaxLookedAt"/> of them at most. It stops after <see cref="InboxWindow.MaxCounted"/> unread ones. The
    /// result is exact if it looked at all of them. The default implementation reads a page of the inbox with a filter.
    /// </para>
    /// <para>
    /// Cost: at most two statements. The rows grow with the conversations that are looked at, not with the messages in them.
    /// </para>
    /// </remarks>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The numbers.</returns>
    async Task<UnreadTotals> CountUnreadAsync(UserId userId, CancellationToken cancellationToken = default)
    {
        var window = new InboxWindow { UserId = userId, Limit = InboxWindow.MaxCounted, Filter = entry => entry.IsUnread };
        var unread = await ListInboxAsync(window, cancellationToken).ConfigureAwait(false);
        return new(unread.Entries.Count, unread.Entries.Sum(entry => entry.UnreadCount), isExact: unread.Next is null);
    }

    /// <summary>Reads a page of all conversations. It is for administration, so it may scan.</summary>
    /// <remarks>
    /// <para>
    /// 1. The conversations are in the order of their ids, also those without messages, each as
    /// <see cref="IConversationStore.FindConversationAsync"/> returns it to the app.
    /// </para>
    /// </remarks>
    /// <param name="after">The id after which the page begins, or null to begin with the first.</param>
    /// <param name="limit">The greatest number of conversations, at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversations.</returns>
    Task<IReadOnlyList<Conversation>> ListConversationsAsync(
        ConversationId? after, int limit, CancellationToken cancellationToken = default);
}
