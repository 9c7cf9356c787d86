using System.Collections.Concurrent;

namespace Conversations.Storage.InMemory;

/// <summary>All users' inboxes.</summary>
internal sealed class InboxIndex
{
    private readonly ConcurrentDictionary<UserId, InboxRows> _rows = [];

    internal void Add(UserId userId, InboxPlace place, bool isEmpty)
    {
        while (true)
        {
            var rows = _rows.GetOrAdd(userId, static _ => new());
            if (rows.TryAdd(place, isEmpty))
                return;

            _rows.TryRemove(new(userId, rows));
        }
    }

    /// <summary>Removes a place, and with the last one the inbox: of a user who takes part nowhere, nothing is kept.</summary>
    internal void Remove(UserId userId, InboxPlace place)
    {
        if (_rows.TryGetValue(userId, out var rows) && rows.Remove(place))
            _rows.TryRemove(new(userId, rows));
    }

    internal InboxRows? Find(UserId userId) => _rows.GetValueOrDefault(userId);
}
