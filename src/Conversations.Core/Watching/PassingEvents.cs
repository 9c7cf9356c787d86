using System.Threading.Channels;
using PassingEvent = (Conversations.PassingKind Kind, Conversations.ConversationId ConversationId, Conversations.UserId UserId);

namespace Conversations;

/// <summary>What is to be told to watches: conversations that have changed, and events that are not stored. What is told twice is told once.</summary>
internal sealed class PassingEvents
{
    /// <summary>The greatest number of conversations, and of events, that wait. What is more is not told: other hosts find changes without it.</summary>
    private const int Capacity = 100_000;

    private readonly Lock _lock = new();
    private readonly HashSet<ConversationId> _changed = [];
    private readonly Dictionary<PassingEvent, (long Value, long Unread)> _events = [];

    private readonly Channel<bool> _added =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _changed.Count == 0 && _events.Count == 0;
        }
    }

    internal void Add(ConversationId changed)
    {
        lock (_lock)
        {
            if (_changed.Count < Capacity)
                _changed.Add(changed);
        }

        _added.Writer.TryWrite(true);
    }

    internal void Add(PassingEvent what, long value, long unread)
    {
        lock (_lock)
        {
            if (what.Kind == PassingKind.Read)
            {
                _events.Remove(what with { Kind = PassingKind.MarkedUnread });

                // A user who reads on two devices at the same time has read up to the later position.
                if (_events.TryGetValue(what, out var other) && other.Value > value)
                    return;
            }

            if (_events.Count < Capacity)
                _events[what] = (value, unread);
        }

        _added.Writer.TryWrite(true);
    }

    /// <summary>Waits until there is something.</summary>
    internal async Task WaitAsync(CancellationToken cancellationToken) => await _added.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Takes some of what waits.</summary>
    internal (List<ConversationId> Changed, List<KeyValuePair<PassingEvent, (long Value, long Unread)>> Events) Take(int max)
    {
        lock (_lock)
        {
            var (changed, events) = (_changed.Take(max).ToList(), _events.Take(max).OrderBy(one => one.Key.Kind).ToList());
            _changed.ExceptWith(changed);
            foreach (var one in events)
                _events.Remove(one.Key);

            return (changed, events);
        }
    }
}
