using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Conversations;

/// <summary>
/// Knows of which changes no handler on this host needs to be told: those of a kind that no handler gets, and those of conversations in which every
/// handler of the kind waits until some time. What becomes due earlier is polled for.
/// </summary>
/// <remarks>Each change that is stored on this host asks here, so a question allocates nothing.</remarks>
/// <param name="isHandled">Tells whether a handler gets a kind.</param>
/// <param name="time">The clock.</param>
internal sealed class UselessSignals(Func<Type, bool> isHandled, TimeProvider time)
{
    /// <summary>Until when the handlers of a kind wait; nothing for a kind that no handler gets.</summary>
    private readonly FrozenDictionary<Type, ConcurrentDictionary<ConversationId, long>?> _until =
        ChangeDispatch.Types.ToFrozenDictionary(kind => kind, kind => isHandled(kind) ? new ConcurrentDictionary<ConversationId, long>() : null);

    /// <summary>Tells whether a kind is one of those that are known here. A signal of another one tells of any change.</summary>
    internal bool Knows(Type kind) => _until.ContainsKey(kind);

    internal bool Contains(ConversationId id, Type kind) =>
        _until.TryGetValue(kind, out var ids) && (ids is null || (ids.TryGetValue(id, out var until) && until > time.GetTimestamp()));

    /// <summary>Remembers until when the handlers of a kind wait, as a timestamp of the clock.</summary>
    internal void Add(ConversationId id, Type kind, long until) => _until[kind]![id] = until;

    /// <summary>Forgets what is over.</summary>
    internal void Trim()
    {
        var now = time.GetTimestamp();
        foreach (var ids in _until.Values.OfType<ConcurrentDictionary<ConversationId, long>>())
        {
            foreach (var ended in ids.Where(one => one.Value <= now))
                ids.TryRemove(ended);
        }
    }
}
