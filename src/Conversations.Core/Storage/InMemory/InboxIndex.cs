using System.Collections.Concurrent;

namespace Conversations.Storage.InMemory;

/// <summary>The inboxes of all users.</summary>
/// <param name="counter">Counts the rows that are looked at, or null to count none.</param>
internal sealed class InboxIndex(CostCounter? counter)
{
    private readonly ConcurrentDictionary<UserId, InboxTable> _rows = [];

    internal CostCounter? Counter => counter;

    internal void Add(UserId userId, InboxPlace place, bool isEmpty)
    {
        while (true)
        {
            var rows = _rows.GetOrAdd(userId, static (_, counter) => new(counter), counter);
            if (rows.TryAdd(place, isEmpty))
                return;

            _rows.TryRemove(new(userId, rows));
        }
    }

    /// <summary>
    /// Removes a place. The inbox is removed with its last place, so nothing is kept for a user who takes part in no conversation.
    /// </summary>
    internal void Remove(UserId userId, InboxPlace place)
    {
        if (_rows.TryGetValue(userId, out var rows) && rows.Remove(place))
            _rows.TryRemove(new(userId, rows));
    }

    internal InboxTable? Find(UserId userId) => _rows.GetValueOrDefault(userId);
}
