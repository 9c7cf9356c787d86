namespace Conversations.Storage.InMemory;

/// <summary>Puts a lagging index into the exact order: an entry is certain once nothing further down can be more active.</summary>
internal sealed class InboxWalk : IDisposable
{
    private readonly IEnumerator<InboxPlace> _index;
    private readonly Func<InboxPlace, InboxPlace?> _look;
    private readonly PriorityQueue<InboxPlace, InboxPlace> _found = new();
    private bool _hasMore;

    /// <summary>Begins at the top of what is walked.</summary>
    /// <param name="index">The places of the index, downwards.</param>
    /// <param name="look">Gives the true place of what the index has; null = it is not to be listed.</param>
    internal InboxWalk(IEnumerable<InboxPlace> index, Func<InboxPlace, InboxPlace?> look)
    {
        (_index, _look) = (index.GetEnumerator(), look);
        _hasMore = _index.MoveNext();
    }

    public void Dispose() => _index.Dispose();

    /// <summary>Tells whether a place follows.</summary>
    internal bool TryPeek(out InboxPlace next)
    {
        while (_hasMore && !(_found.TryPeek(out next, out _) && next.ActiveAt > _index.Current.ActiveAt + InboxWindow.MaxLag))
        {
            if (_look(_index.Current) is { } place)
                _found.Enqueue(place, place);

            _hasMore = _index.MoveNext();
        }

        return _found.TryPeek(out next, out _);
    }

    /// <summary>Goes on past the place that follows.</summary>
    internal void Advance() => _found.Dequeue();
}
