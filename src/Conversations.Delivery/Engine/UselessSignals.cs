using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Conversations;

/// <summary>
/// Knows of which changes no handler on this host needs to be told: those of a kind that no handler gets, and those of conversations in which every
/// handler of the kind waits until some time. What becomes due earlier is polled for.
/// </summary>
/// <remarks>Each change that is stored on this host asks here, so a question allocates nothing.</remarks>
internal sealed class UselessSignals(IEnumerable<Type> handledKinds, TimeProvider time)
{
    private readonly FrozenDictionary<Type, ConcurrentDictionary<ConversationId, long>> _until =
        handledKinds.ToFrozenDictionary(kind => kind, _ => new ConcurrentDictionary<ConversationId, long>());

    internal bool Contains(ConversationId id, Type kind) =>
        !_until.TryGetValue(kind, out var ids) || (ids.TryGetValue(id, out var until) && until > time.GetTimestamp());

    /// <summary>Remembers until when the handlers of a kind wait, as a timestamp of the clock.</summary>
    internal void Add(ConversationId id, Type kind, long until) => _until[kind][id] = until;

    /// <summary>Forgets what is over.</summary>
    internal void Trim()
    {
        var now = time.GetTimestamp();
        foreach (var ids in _until.Values)
        {
            foreach (var ended in ids.Where(one => one.Value <= now))
                ids.TryRemove(ended);
        }
    }
}
