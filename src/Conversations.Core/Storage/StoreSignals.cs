using System.Diagnostics.CodeAnalysis;

namespace Conversations.Storage;

/// <summary>
/// Tells parts of the app on this host that a conversation has changed, so that they need not wait until they look for changes themselves. A
/// signal is a hint: it may be missing, and it may come twice.
/// </summary>
public sealed class StoreSignals
{
    /// <summary>
    /// Occurs after a change was stored, with its version and type, or with 0 and null after several. A handler of the event must return at
    /// once and must not throw: it runs in the call that stored the change.
    /// </summary>
    [SuppressMessage("Design", "CA1003", Justification = "The event occurs with every change. An EventArgs would be an allocation for each.")]
    public event Action<ConversationId, long, Type?>? Changed;

    /// <summary>Raises <see cref="Changed"/>. Code that commits to a store by itself calls it.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="version">The version of the change.</param>
    /// <param name="kind">The type of the change.</param>
    public void Tell(ConversationId id, long version = 0, Type? kind = null) => Changed?.Invoke(id, version, kind);
}
