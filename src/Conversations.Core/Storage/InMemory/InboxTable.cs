using System.Collections.Immutable;

namespace Conversations.Storage.InMemory;

/// <summary>One user's conversations by activity, which may lag behind by <see cref="InboxWindow.MaxLag"/>.</summary>
/// <remarks>
/// The table has its own lock. It is taken last: while one conversation is locked, or none. Conversations in which the user sees no
/// message are in a set of their own, so that an inbox does not have to pass over them. The sets are immutable, so that a walk costs
/// no copy.
/// </remarks>
internal sealed class InboxTable(CostCounter? counter)
{
    private readonly Lock _lock = new();
    private ImmutableSortedSet<InboxPlace> _listed = [];
    private ImmutableSortedSet<InboxPlace> _empty = [];
    private bool _hasEnded;

    /// <summary>Adds a place, or returns false if the inbox has ended and the caller must create another.</summary>
    internal bool TryAdd(InboxPlace place, bool isEmpty)
    {
        lock (_lock)
        {
            if (!_hasEnded)
                Put(place, isEmpty);

            return !_hasEnded;
        }
    }

    /// <summary>Removes a place, and returns true if it was the last one, so that the inbox has ended.</summary>
    internal bool Remove(InboxPlace place)
    {
        lock (_lock)
        {
            Take(place);
            return _hasEnded = _listed.IsEmpty && _empty.IsEmpty;
        }
    }

    internal void Move(InboxPlace from, InboxPlace to, bool isEmpty)
    {
        lock (_lock)
        {
            Take(from);
            Put(to, isEmpty);
        }
    }

    /// <summary>
    /// Lists the places after a place, as they were at the moment of the call. A place that is moved while the caller reads would
    /// otherwise be missing: it would leave the part that follows for the part that was read.
    /// </summary>
    internal IEnumerable<InboxPlace> Walk(InboxPlace? from, bool includeEmpty)
    {
        lock (_lock)
            return Merge(_listed, includeEmpty ? _empty : [], from);
    }

    private void Put(InboxPlace place, bool isEmpty)
    {
        if (isEmpty)
            _empty = _empty.Add(place);
        else
            _listed = _listed.Add(place);
    }

    private void Take(InboxPlace place) => (_listed, _empty) = (_listed.Remove(place), _empty.Remove(place));

    private IEnumerable<InboxPlace> Merge(
        ImmutableSortedSet<InboxPlace> left, ImmutableSortedSet<InboxPlace> right, InboxPlace? from)
    {
        var (l, r) = (After(left, from), After(right, from));
        while (l < left.Count || r < right.Count)
        {
            counter?.Rows += 1;
            yield return r == right.Count || (l < left.Count && left[l] < right[r]) ? left[l++] : right[r++];
        }
    }

    private static int After(ImmutableSortedSet<InboxPlace> places, InboxPlace? from)
    {
        if (from is not { } place)
            return 0;

        var index = places.IndexOf(place);
        return index < 0 ? ~index : index + 1;
    }
}
