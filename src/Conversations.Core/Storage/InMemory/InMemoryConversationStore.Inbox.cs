namespace Conversations.Storage.InMemory;

/// <content>Inboxes and read positions.</content>
public sealed partial class InMemoryConversationStore
{
    /// <inheritdoc/>
    public Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<InboxSlice>(cancellationToken);

        return Task.FromResult(_inboxes.Find(window.UserId) is { } rows ? List(rows, window, cancellationToken) : new([], null));
    }

    /// <inheritdoc/>
    public Task<StoredInboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        ReadAs(id, userId, rows => rows.ReadEntry(userId), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Conversation>> ListConversationsAsync(
        ConversationId? after, int limit, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<IReadOnlyList<Conversation>>(cancellationToken);

        var found = _conversations.Keys
            .Where(id => after is not { } place || id > place)
            .Order()
            .Select(ReadConversation)
            .OfType<Conversation>()
            .Take(limit);
        return Task.FromResult<IReadOnlyList<Conversation>>([.. found]);
    }

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

    private InboxSlice List(InboxRows inbox, InboxWindow window, CancellationToken cancellationToken)
    {
        // What comes after a place is no more active than that place, and so stands no higher in the index.
        var from = window.After is { } place ? new InboxPlace(place.ActiveAt, default) : (InboxPlace?)null;
        var last = window.After;

        // What moves up while it is walked to has passed the last place, and must not take the place to go on from back with it.
        using var walk = new InboxWalk<InboxPlace>(
            inbox.Walk(from, window.IncludeEmpty),
            indexed => indexed.ActiveAt,
            indexed => Look(indexed.Id, window) is { } found && !(found <= last) ? found : null);

        var entries = new List<StoredInboxEntry>();
        for (var lookedAt = 0; entries.Count < window.Limit && lookedAt < InboxWindow.MaxLookedAt && walk.TryPeek(out _, out var next); lookedAt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            walk.Advance();
            last = next;
            if (ReadEntry(next.Id, window.UserId) is { } entry && window.Filter?.Invoke(entry) != false)
                entries.Add(entry);
        }

        return new(entries, walk.TryPeek(out _, out _) ? last : null);
    }

    private InboxPlace? Look(ConversationId id, InboxWindow window)
    {
        if (_conversations.GetValueOrDefault(id) is not { } rows)
            return null;

        lock (rows.Lock)
            return rows.PlaceFor(window.UserId, window.IncludeEmpty);
    }

    private StoredInboxEntry? ReadEntry(ConversationId id, UserId userId)
    {
        if (_conversations.GetValueOrDefault(id) is not { } rows)
            return null;

        lock (rows.Lock)
            return rows.ReadEntry(userId);
    }
}
