using System.Collections.Concurrent;

namespace Conversations.Storage.InMemory;

/// <summary>The conversations of each user by the time at which they have changed, and those that users no longer take part in.</summary>
/// <remarks>Each user's table has its own lock, which is taken last: while one conversation is locked, or none.</remarks>
internal sealed class ChangedIndex(TimeProvider time, CostCounter? counter)
{
    private readonly ConcurrentDictionary<UserId, Table> _tables = [];
    private readonly SortedSet<(DateTimeOffset At, UserId UserId, ConversationId ConversationId)> _ended = [];
    private readonly Lock _endedLock = new();

    /// <summary>Gets the time, in whole milliseconds.</summary>
    internal DateTimeOffset Now => time.Now();

    /// <summary>Gets the time up to which the conversations that users no longer take part in are forgotten.</summary>
    internal DateTimeOffset? ForgottenUpTo { get; private set; }

    /// <summary>Sets the time of a conversation, and, if the user takes part no longer, the version of the change that ended it.</summary>
    internal void Set(UserId userId, ConversationId id, DateTimeOffset at, long? endedBy = null)
    {
        while (true)
        {
            var table = _tables.GetOrAdd(userId, static _ => new());
            lock (table)
            {
                if (table.IsDropped)
                    continue;

                KeepEnded(userId, table.Remove(id), new(at, id, endedBy));
                table.Add(new(at, id, endedBy));
                return;
            }
        }
    }

    /// <summary>Removes the place of a conversation, and everything that names the user if that was the last one.</summary>
    internal void Remove(UserId userId, ConversationId id)
    {
        if (!_tables.TryGetValue(userId, out var table))
            return;

        lock (table)
        {
            KeepEnded(userId, table.Remove(id), null);
            if (!table.IsEmpty)
                return;

            table.IsDropped = true;
            _tables.TryRemove(new(userId, table));
        }
    }

    /// <summary>Lists the places of a window.</summary>
    internal List<ChangedPlace> List(ChangedWindow window, int limit)
    {
        if (!_tables.TryGetValue(window.UserId, out var table))
            return [];

        lock (table)
        {
            var places = table.After(window).Take(limit).ToList();
            counter?.Rows += places.Count;
            return places;
        }
    }

    /// <summary>Tells whether a user ceased to take part at a time, and does not take part again.</summary>
    internal bool HasEnded(UserId userId, ConversationId id, DateTimeOffset at)
    {
        if (!_tables.TryGetValue(userId, out var table))
            return false;

        lock (table)
            return table.HasEnded(id, at);
    }

    /// <summary>Takes what ended before a time, so that it can be forgotten.</summary>
    internal IReadOnlyList<(DateTimeOffset At, UserId UserId, ConversationId ConversationId)> TakeEnded(DateTimeOffset before)
    {
        lock (_endedLock)
        {
            var taken = _ended.TakeWhile(one => one.At < before).ToList();
            if (taken.Count > 0)
                ForgottenUpTo = taken[^1].At;

            _ended.ExceptWith(taken);
            return taken;
        }
    }

    private void KeepEnded(UserId userId, ChangedPlace? last, ChangedPlace? next)
    {
        lock (_endedLock)
        {
            if (last?.EndedBy is not null)
                _ended.Remove((last.At, userId, last.Id));
            if (next?.EndedBy is not null)
                _ended.Add((next.At, userId, next.Id));
        }
    }

    private sealed class Table
    {
        private readonly Dictionary<ConversationId, ChangedPlace> _places = [];
        private readonly SortedSet<ChangedPlace> _sorted = [];

        internal bool IsEmpty => _places.Count == 0;

        /// <summary>Gets or sets whether the table is no longer that of the user.</summary>
        internal bool IsDropped { get; set; }

        internal bool HasEnded(ConversationId id, DateTimeOffset at) => _places.GetValueOrDefault(id) is { EndedBy: not null } place && place.At == at;

        internal void Add(ChangedPlace place)
        {
            _places.Add(place.Id, place);
            _sorted.Add(place);
        }

        internal ChangedPlace? Remove(ConversationId id)
        {
            if (_places.Remove(id, out var place))
                _sorted.Remove(place);

            return place;
        }

        internal IEnumerable<ChangedPlace> After(ChangedWindow window)
        {
            var first = new ChangedPlace(window.Since, window.After ?? default, null);
            return _sorted.Max is { } last && first.CompareTo(last) <= 0
                ? _sorted.GetViewBetween(first, last).Where(place => place.At > window.Since || window.After is not { } after || place.Id > after)
                : [];
        }
    }
}
