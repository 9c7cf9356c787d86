using System.Diagnostics;

namespace Conversations;

/// <summary>
/// Remembers the activities that stored the latest changes on this host, so that deliveries can be linked to them. Nothing is stored: a send does
/// not become dearer, and changes of other hosts and earlier ones have no link.
/// </summary>
internal sealed class ChangeTraces
{
    /// <summary>The number of changes that are remembered. Each takes some 150 bytes.</summary>
    internal const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(ConversationId, long), ActivityContext> _contexts = [];
    private readonly Queue<(ConversationId, long)> _order = [];

    /// <summary>Remembers the activity that stores a change at this moment, if there is one.</summary>
    internal void Add(ConversationId id, long version)
    {
        if (!DeliveryTelemetry.IsTraced || version == 0 || Activity.Current is not { } activity)
            return;

        lock (_lock)
        {
            if (!_contexts.TryAdd((id, version), activity.Context))
                return;

            _order.Enqueue((id, version));
            if (_order.Count > Most)
                _contexts.Remove(_order.Dequeue());
        }
    }

    /// <summary>Returns the activity that stored a change, if it is known.</summary>
    internal ActivityContext? Find(Change change)
    {
        if (!DeliveryTelemetry.IsTraced)
            return null;

        lock (_lock)
            return _contexts.TryGetValue((change.ConversationId, change.Version), out var context) ? context : null;
    }
}
