namespace Conversations.Storage.InMemory;

/// <summary>One user's conversations by activity, as far as it was written: it may lag behind, see <see cref="InboxWindow.MaxLag"/>.</summary>
/// <remarks>
/// It has a lock of its own, taken last: under the lock of one conversation or of none. Conversations without any message so far stand
/// apart, so that an inbox need not pass over them.
/// </remarks>
internal sealed class InboxRows
{
    private readonly Lock _lock = new();
    private readonly SortedSet<InboxPlace> _listed = [];
    private readonly SortedSet<InboxPlace> _empty = [];
    private bool _hasEnded;

    /// <summary>Adds a place; false = the inbox has ended, and another has to take its place.</summary>
    internal bool TryAdd(InboxPlace place, bool isEmpty)
    {
        lock (_lock)
        {
            if (!_hasEnded)
                (isEmpty ? _empty : _listed).Add(place);

            return !_hasEnded;
        }
    }

    /// <summary>Removes a place; true = it was the last, and the inbox has ended with it.</summary>
    internal bool Remove(InboxPlace place)
    {
        lock (_lock)
        {
            if (!_listed.Remove(place))
                _empty.Remove(place);

            return _hasEnded = _listed.Count == 0 && _empty.Count == 0;
        }
    }

    internal void Move(InboxPlace from, InboxPlace to)
    {
        lock (_lock)
        {
            if (!_listed.Remove(from))
                _empty.Remove(from);

            _listed.Add(to);
        }
    }

    /// <summary>Walks down from a place, in chunks, so that the lock is never held while a caller looks at what was found.</summary>
    internal IEnumerable<InboxPlace> Walk(InboxPlace? from, bool includeEmpty)
    {
        const int chunkSize = 128;
        var after = from;
        while (true)
        {
            var chunk = Chunk(after, includeEmpty, chunkSize);
            foreach (var place in chunk)
                yield return place;

            if (chunk.Count < chunkSize)
                yield break;

            after = chunk[^1];
        }
    }

    private List<InboxPlace> Chunk(InboxPlace? after, bool includeEmpty, int size)
    {
        lock (_lock)
        {
            var listed = After(_listed, after).Take(size);
            if (!includeEmpty)
                return [.. listed];

            return [.. listed.Concat(After(_empty, after).Take(size)).Order().Take(size)];
        }
    }

    private static IEnumerable<InboxPlace> After(SortedSet<InboxPlace> places, InboxPlace? after)
    {
        if (after is not { } place || places.Count == 0)
            return places;

        var last = places.Max;
        return place >= last ? [] : places.GetViewBetween(place, last).SkipWhile(one => one <= place);
    }
}
