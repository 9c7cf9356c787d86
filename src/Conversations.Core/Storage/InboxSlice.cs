namespace Conversations.Storage;

/// <summary>A page of an inbox.</summary>
public sealed class InboxSlice(IReadOnlyList<StoredInboxEntry> Entries, InboxPlace? Next)
{
    /// <summary>Gets the entries in the order of the inbox.</summary>
    public IReadOnlyList<StoredInboxEntry> Entries { get; } = Entries;

    /// <summary>Gets the place after which the next page begins, or null if nothing follows.</summary>
    public InboxPlace? Next { get; } = Next;

    /// <summary>Takes a page from a sequence of entries, with the filter, the limit and <see cref="InboxWindow.MaxLookedAt"/> of its window.</summary>
    /// <param name="window">The page.</param>
    /// <param name="entries">
    /// The entries after <see cref="InboxWindow.After"/> in the order of the inbox. The page takes no more of them than it needs: without
    /// a filter one more than the limit.
    /// </param>
    /// <param name="cancellationToken">Cancels the call, also between two calls of the filter.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static InboxSlice Of(InboxWindow window, IEnumerable<StoredInboxEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(entries);
        var page = new Taken(window);
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!page.TryLookAt(entry))
                return page.ToSlice(hasMore: true);
        }

        return page.ToSlice(hasMore: false);
    }

    /// <summary>Takes a page from a sequence of entries that is read while the page is taken, as <see cref="Of"/> does.</summary>
    /// <param name="window">The page.</param>
    /// <param name="entries">The entries after <see cref="InboxWindow.After"/> in the order of the inbox.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static async Task<InboxSlice> OfAsync(
        InboxWindow window, IAsyncEnumerable<StoredInboxEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(entries);
        var page = new Taken(window);
        await foreach (var entry in entries.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            // An enumerator that has rows at hand may not look at the token.
            cancellationToken.ThrowIfCancellationRequested();
            if (!page.TryLookAt(entry))
                return page.ToSlice(hasMore: true);
        }

        return page.ToSlice(hasMore: false);
    }


    /// <summary>A page while its entries are taken.</summary>
    private struct Taken(InboxWindow window)
    {
        private readonly List<StoredInboxEntry> _entries = [];
        private InboxPlace? _last = window.After;
        private int _lookedAt;

        /// <summary>Takes the next entry if the filter accepts it, or returns false if the page had ended before it.</summary>
        internal bool TryLookAt(StoredInboxEntry entry)
        {
            if (_entries.Count == window.Limit || _lookedAt == InboxWindow.MaxLookedAt)
                return false;

            (_lookedAt, _last) = (_lookedAt + 1, entry.Place);
            if (window.Filter?.Invoke(entry) != false)
                _entries.Add(entry);

            return true;
        }

        internal readonly InboxSlice ToSlice(bool hasMore) => new(_entries, hasMore ? _last : null);
    }
}
