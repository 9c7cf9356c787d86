using System.Collections.Concurrent;

namespace Conversations.Storage.InMemory;

/// <summary>The conversations that have a mark for delivery. The lock of a conversation guards its own entry.</summary>
internal sealed class MarkSet
{
    private readonly ConcurrentDictionary<ConversationId, bool> _ids = [];

    internal IEnumerable<ConversationId> Ids => _ids.Select(entry => entry.Key);

    internal void Add(ConversationId id) => _ids.TryAdd(id, true);

    internal void Remove(ConversationId id) => _ids.TryRemove(id, out _);
}
