namespace Conversations.Storage;

/// <summary>Reads an index of activity that lags behind, and returns its entries in the exact order.</summary>
/// <remarks>
/// Stores whose index lags behind by at most <see cref="InboxWindow.MaxLag"/> can use this class. It returns an entry when no entry
/// further down the index can be more active. Only one caller may use an instance at a time.
/// </remarks>
/// <typeparam name="T">The type of the entries in the index.</typeparam>
public sealed class InboxWalk<T> : IDisposable
{
    private readonly IEnumerator<T> _index;
    private readonly Func<T, DateTimeOffset> _indexedAt;
    private readonly Func<T, InboxPlace?> _look;
    private readonly PriorityQueue<T, InboxPlace> _found = new();
    private bool _hasMore;

    /// <summary>Begins at the first entry of an index.</summary>
    /// <param name="index">The entries of the index, the most recently active first.</param>
    /// <param name="indexedAt">
    /// Returns the activity that the index has, which is at most <see cref="InboxWindow.MaxLag"/> behind the true one.
    /// </param>
    /// <param name="look">Returns the true place of an entry, or null if the entry is not to be listed.</param>
    /// <exception cref="ArgumentNullException">The index is null.</exception>
    public InboxWalk(IEnumerable<T> index, Func<T, DateTimeOffset> indexedAt, Func<T, InboxPlace?> look)
    {
        ArgumentNullException.ThrowIfNull(index);
        (_index, _indexedAt, _look) = (index.GetEnumerator(), indexedAt, look);
        _hasMore = _index.MoveNext();
    }

    /// <summary>Closes the index.</summary>
    public void Dispose() => _index.Dispose();

    /// <summary>Finds the next entry without moving past it.</summary>
    /// <param name="next">The next entry in the true order.</param>
    /// <param name="place">The true place of that entry.</param>
    /// <returns>False if no entry follows.</returns>
    public bool TryPeek(out T next, out InboxPlace place)
    {
        while (_hasMore && !(_found.TryPeek(out _, out place) && place.ActiveAt - _indexedAt(_index.Current) > InboxWindow.MaxLag))
        {
            if (_look(_index.Current) is { } found)
                _found.Enqueue(_index.Current, found);

            _hasMore = _index.MoveNext();
        }

        return _found.TryPeek(out next!, out place);
    }

    /// <summary>Moves past the entry that <see cref="TryPeek"/> found.</summary>
    public void Advance() => _found.Dequeue();
}
