using Conversations.Storage;

namespace Conversations;

/// <summary>Runs one handler on this host: keeps the conversations that are leased for it, and delivers their changes.</summary>
/// <remarks>
/// A lane is leased, its changes are read, the handler is called in one of its turns, and how far it came is stored. Only the turns count towards
/// <see cref="ChangeHandlerOptions.MaxConcurrency"/>: while handlers run, the changes of the next lanes are read, and the reports of the last ones are stored.
/// </remarks>
internal sealed partial class HandlerRunner(HandlerRegistration registration, DeliveryContext context)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationId, Lane> _lanes = [];
    private readonly OrderedSet<ConversationId> _wanted = new();
    private readonly HashSet<ConversationId> _settling = [];
    private readonly HashSet<ConversationId> _leasing = [];
    private readonly HandlerMonitor _monitor = new(registration, context);

    /// <summary>Conversations that this host let wait, and until when, as a timestamp of the clock.</summary>
    private readonly Dictionary<ConversationId, long> _resting = [];

    /// <summary>Conversations that the store did not lease the last time.</summary>
    private readonly HashSet<ConversationId> _refused = [];

    /// <summary>The conversation that is being leased to try whether the destination is back.</summary>
    private ConversationId? _probing;

    internal string Name => registration.Name;

    internal HandlerMonitor Monitor => _monitor;

    /// <summary>Tells whether the handler gets a kind of change.</summary>
    internal bool Handles(Type kind) => registration.Handles(kind);

    internal int Hung
    {
        get
        {
            lock (_lock)
                return _hung;
        }
    }

    /// <summary>Gets the number of conversations that wait for a lease or a turn.</summary>
    internal int Waiting
    {
        get
        {
            lock (_lock)
                return _wanted.Count + Ahead;
        }
    }

    /// <summary>Gets the number of conversations that wait for a lease.</summary>
    internal int Wanted
    {
        get
        {
            lock (_lock)
                return _wanted.Count;
        }
    }

    /// <summary>Tells the runner that conversations may have changes for it.</summary>
    /// <param name="ids">The conversations.</param>
    /// <param name="isFound">Whether the store found them to be behind.</param>
    /// <returns>False if the runner has nothing to do for any of them.</returns>
    internal bool Signal(IEnumerable<ConversationId> ids, bool isFound)
    {
        var isWorth = false;
        lock (_lock)
        {
            foreach (var id in ids)
            {
                if (!_lanes.TryGetValue(id, out var lane))
                {
                    if (!isFound && IsResting(id))
                        continue;

                    _wanted.Add(id);
                }
                else if (lane.State == LaneState.Idle)
                {
                    lane.IsDoubted = isFound;
                    MakeReady(lane);
                }
                else
                {
                    lane.HasNews = true;
                }

                isWorth = true;
            }
        }

        Pump();
        return isWorth;
    }

    /// <summary>Takes the conversations that are to be leased now, as many as there are turns for.</summary>
    internal List<DeliveryKey> TakeWanted(int limit)
    {
        var isProbing = false;
        if (!_monitor.IsRunning && !(isProbing = _monitor.IsProbing))
            return [];

        lock (_lock)
        {
            // One conversation tries at a time. If it has nothing to handle, or its handler does not return, the next one does.
            if (_isStopping || (isProbing && (_probing is not null || _lanes.Values.Any(lane => lane is { IsProbe: true, State: not LaneState.Hung }))))
                return [];

            var free = isProbing ? 1 : FreeAhead();
            var taken = _wanted.Take(Math.Min(limit, free), id => !_settling.Contains(id));
            _probing = isProbing && taken.Count > 0 ? taken[0] : null;
            _leasing.UnionWith(taken);
            return [.. taken.Select(id => new DeliveryKey(Name, id))];
        }
    }

    /// <summary>
    /// Notes that no lease is on its way from the store. A row that is refused twice is not due, or another host has it. It is found again when it can be
    /// leased, so further changes there are not worth a question each.
    /// </summary>
    internal void EndLeasing()
    {
        lock (_lock)
        {
            foreach (var id in _leasing.Where(id => !_lanes.ContainsKey(id)))
            {
                if (!_refused.Add(id))
                    _resting[id] = context.Time.TimestampAfter(context.Options.PollInterval);
            }

            _leasing.Clear();
            _probing = null;
        }
    }

    /// <summary>Begins the conversations that were leased.</summary>
    internal void Begin(IEnumerable<DeliveryLease> leases, CancellationToken leased)
    {
        lock (_lock)
        {
            foreach (var lease in leases)
            {
                var lane = new Lane(lease, AsideState.Of(lease, _monitor.Now), leased) { IsProbe = lease.Key.ConversationId == _probing };
                _resting.Remove(lane.ConversationId);
                _refused.Remove(lane.ConversationId);
                _lanes[lane.ConversationId] = lane;
                MakeReady(lane);
            }
        }

        Pump();
    }

    /// <summary>Returns the conversations whose lanes were idle for <see cref="DeliveryOptions.QuietFor"/>.</summary>
    internal List<ConversationId> FindQuiet()
    {
        lock (_lock)
        {
            foreach (var id in _resting.Keys.Where(id => !IsResting(id)).ToList())
                _resting.Remove(id);

            _refused.IntersectWith(_resting.Keys);

            return [.. _lanes.Values.Where(IsQuiet).Select(lane => lane.ConversationId)];
        }
    }

    /// <summary>Tells whether a conversation has no lane here, or one that was idle for <see cref="DeliveryOptions.QuietFor"/>.</summary>
    internal bool IsQuiet(ConversationId id)
    {
        lock (_lock)
            return _lanes.TryGetValue(id, out var lane) ? IsQuiet(lane) : !_leasing.Contains(id);
    }

    /// <summary>
    /// Lets go of an idle lane, so that its conversation can be settled, which ends the lease. Returns false if the lane is not idle, or if a lease is
    /// on its way from the store.
    /// </summary>
    internal bool TryBeginSettling(ConversationId id)
    {
        lock (_lock)
        {
            if (_leasing.Contains(id) || (_lanes.TryGetValue(id, out var lane) && lane.State != LaneState.Idle) || !_settling.Add(id))
                return false;

            _lanes.Remove(id);
            return true;
        }
    }

    internal void EndSettling(ConversationId id)
    {
        lock (_lock)
            _settling.Remove(id);
    }

    /// <summary>Tells whether a conversation is not due yet, so that a change there is not worth a question to the store.</summary>
    private bool IsResting(ConversationId id) => _resting.TryGetValue(id, out var until) && until > context.Time.GetTimestamp();

    /// <summary>Returns until when a conversation is not due, as a timestamp of the clock; null if that is not known.</summary>
    internal long? RestingUntil(ConversationId id)
    {
        lock (_lock)
            return IsResting(id) ? _resting[id] : null;
    }

    private bool IsQuiet(Lane lane) => lane.State == LaneState.Idle && context.Time.GetElapsedTime(lane.IdleSince) >= context.Options.QuietFor;
}
