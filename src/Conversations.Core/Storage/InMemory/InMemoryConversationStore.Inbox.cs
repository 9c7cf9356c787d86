namespace Conversations.Storage.InMemory;

/// <content>Inboxes and read positions.</content>
public sealed partial class InMemoryConversationStore
{
    /// <inheritdoc/>
    public Task<UnreadTotals> CountUnreadAsync(UserId userId, CancellationToken cancellationToken = default) =>
        Do(() => _inboxes.Find(userId) is { } inbox ? CountUnread(inbox, userId, cancellationToken) : new(0, 0, isExact: true), cancellationToken);

    /// <inheritdoc/>
    public Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return Do(() => _inboxes.Find(window.UserId) is { } inbox ? List(inbox, window, cancellationToken) : new([], null), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredInboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        ReadAs(id, userId, rows => rows.ReadEntry(userId, includeEmpty: true), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Conversation>> ListConversationsAsync(
        ConversationId? after, int limit, CancellationToken cancellationToken = default) =>
        Do<IReadOnlyList<Conversation>>(
            () => [.. IdsAfter(after, cancellationToken).Select(ReadConversation).OfType<Conversation>().Take(limit)],
            cancellationToken);

    /// <inheritdoc/>
    public Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default) =>
        ReadAs(id, userId, rows => rows.MarkAsRead(userId, upTo), cancellationToken);

    /// <inheritdoc/>
    public Task<ReadState?> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        ReadAs(id, userId, rows => rows.MarkAsUnread(userId), cancellationToken);

    /// <inheritdoc/>
    public Task<ReadState?> FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        ReadAs(id, userId, rows => rows.ReadStateOf(userId), cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindEveryoneReadUpToAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) =>
        Read(id, rows => rows?.IsSeenBy(viewer) == true ? rows.ReadUpToByEveryone() : (long?)null, cancellationToken);

    private Conversation? ReadConversation(ConversationId id)
    {
        if (_conversations.GetValueOrDefault(id) is not { } rows)
            return null;

        lock (rows.Lock)
            return rows.IsSeenBy(null) ? rows.Read(null).Conversation : null;
    }

    /// <summary>Lists the ids after an id. It checks at each one whether the call was cancelled.</summary>
    private IEnumerable<ConversationId> IdsAfter(ConversationId? after, CancellationToken cancellationToken)
    {
        foreach (var id in _conversations.Keys.Where(id => after is not { } place || id > place).Order())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return id;
        }
    }

    private InboxSlice List(InboxTable inbox, InboxWindow window, CancellationToken cancellationToken)
    {
        // An entry after the last place is at most as active as that place, and its activity in the index is never later than its true
        // activity. So the walk can begin at the activity of the last place.
        var from = window.After is { } place ? new InboxPlace(place.ActiveAt, default) : (InboxPlace?)null;
        using var walk = new InboxWalk<InboxPlace>(
            inbox.Walk(from, window.IncludeEmpty),
            indexed => indexed.ActiveAt,
            indexed =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return Look(indexed.Id, window) is { } found && !(found <= window.After) ? found : null;
            });

        var last = window.After;
        var entries = new SortedList<InboxPlace, StoredInboxEntry>();
        for (var lookedAt = 0; entries.Count < window.Limit && lookedAt < InboxWindow.MaxLookedAt && walk.TryPeek(out var next, out place); lookedAt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            walk.Advance();

            // An entry that moves up during the walk is listed where it is now, if that is on this page. The place to go on from does
            // not move backwards with it.
            last = place <= last ? last : place;
            if (ReadEntry(next.Id, window) is { } entry && !(entry.Place <= window.After) && window.Filter?.Invoke(entry) != false)
                entries.Add(entry.Place, entry);
        }

        return new([.. entries.Values], walk.TryPeek(out _, out _) ? last : null);
    }

    private UnreadTotals CountUnread(InboxTable inbox, UserId userId, CancellationToken cancellationToken)
    {
        var (conversations, messages, lookedAt) = (0, 0L, 0);
        foreach (var place in inbox.Walk(from: null, includeEmpty: false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (InRows(place.Id, rows => rows.ReadStateOfListed(userId)) is not { } state)
                continue;
            if (conversations == InboxWindow.MaxCounted || lookedAt == InboxWindow.MaxLookedAt)
                return new(conversations, messages, isExact: false);

            lookedAt++;
            messages += state.UnreadCount;
            conversations += state.UnreadCount > 0 || state.IsMarkedUnread ? 1 : 0;
        }

        return new(conversations, messages, isExact: true);
    }

    private InboxPlace? Look(ConversationId id, InboxWindow window)
    {
        if (_conversations.GetValueOrDefault(id) is not { } rows)
            return null;

        lock (rows.Lock)
            return rows.PlaceFor(window.UserId, window.IncludeEmpty);
    }

    private StoredInboxEntry? ReadEntry(ConversationId id, InboxWindow window) =>
        InRows(id, rows => rows.ReadEntry(window.UserId, window.IncludeEmpty));
}
