using System.Collections.Concurrent;

namespace Conversations.Storage.InMemory;

/// <summary>All users' inboxes.</summary>
internal sealed class InboxIndex
{
    private readonly ConcurrentDictionary<UserId, InboxRows> _rows = [];

    internal InboxRows Of(UserId userId) => _rows.GetOrAdd(userId, static _ => new());

    internal InboxRows? Find(UserId userId) => _rows.GetValueOrDefault(userId);
}
