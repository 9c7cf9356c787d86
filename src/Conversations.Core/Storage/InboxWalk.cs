namespace Conversations.Storage;

/// <summary>Puts a lagging index of activity into the exact order: an entry is certain once nothing further down can be more active.</summary>
/// <remarks>A part for stores, whose index may lag behind by <see cref="InboxWindow.MaxLag"/>. For one caller at a time.</remarks>
/// <typeparam name="T">What the index gives.</typeparam>
public sealed class InboxWalk<T> : IDisposable
{
    private readonly IEnumerator<T> _index;
    private readonly Func<T, DateTimeOffset> _indexedAt;
    private readonly Func<T, InboxPlace?> _look;
    private readonly PriorityQueue<T, InboxPlace> _found = new();
    private bool _hasMore;

    /// <summary>Begins at the top of what is walked.</summary>
    /// <param name="index">The index, downwards.</param>
    /// <param name="indexedAt">Gives the activity that the index has, which is at most <see cref="InboxWindow.MaxLag"/> behind the true one.</param>
    /// <param name="look">Gives the true place; null = it is not to be listed.</param>
    public InboxWalk(IEnumerable<T> index, Func<T, DateTimeOffset> indexedAt, Func<T, InboxPlace?> look)
    {
        ArgumentNullException.ThrowIfNull(index);
        (_index, _indexedAt, _look) = (index.GetEnumerator(), indexedAt, look);
        _hasMore = _index.MoveNext();
    }

    /// <summary>Ends the walk.</summary>
    public void Dispose() => _index.Dispose();

    /// <summary>Tells whether something follows, and gives the next.</summary>
    /// <param name="next">The next of the index in the true order.</param>
    /// <param name="place">Its true place.</param>
    /// <returns>Whether there is a next.</returns>
    public bool TryPeek(out T next, out InboxPlace place)
    {
        while (_hasMore && !(_found.TryPeek(out _, out place) && place.ActiveAt > _indexedAt(_index.Current) + InboxWindow.MaxLag))
        {
            if (_look(_index.Current) is { } found)
                _found.Enqueue(_index.Current, found);

            _hasMore = _index.MoveNext();
        }

        return _found.TryPeek(out next!, out place);
    }

    /// <summary>Goes on past what follows.</summary>
    public void Advance() => _found.Dequeue();
}
