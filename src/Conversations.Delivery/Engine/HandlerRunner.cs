using Conversations.Storage;

namespace Conversations;

/// <summary>Runs one handler on this host: keeps the conversations that are leased for it, and delivers their changes.</summary>
internal sealed partial class HandlerRunner(HandlerRegistration registration, DeliveryContext context)
{
    /// <summary>How many leased conversations may wait for a turn, for each that is running.</summary>
    private const int LeasedAhead = 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationId, Lane> _lanes = [];
    private readonly Queue<Lane> _ready = [];
    private readonly OrderedSet<ConversationId> _wanted = new();
    private readonly HashSet<ConversationId> _settling = [];
    private readonly HashSet<ConversationId> _leasing = [];
    private readonly HandlerMonitor _monitor = new(registration, context);
    private int _running;
    private int _hung;
    private bool _isStopping;

    internal string Name => registration.Name;

    internal HandlerMonitor Monitor => _monitor;

    internal int Hung
    {
        get
        {
            lock (_lock)
                return _hung;
        }
    }

    /// <summary>Tells the runner that conversations may have changes for it.</summary>
    internal void Signal(IEnumerable<ConversationId> ids)
    {
        lock (_lock)
        {
            foreach (var id in ids)
            {
                if (!_lanes.TryGetValue(id, out var lane))
                    _wanted.Add(id);
                else if (lane.State == LaneState.Idle)
                    MakeReady(lane);
                else
                    lane.HasNews = true;
            }
        }

        Pump();
    }


    /// <summary>Takes the conversations that are to be leased now, as many as there are turns for.</summary>
    internal List<DeliveryKey> TakeWanted(int limit)
    {
        var isProbing = false;
        if (!_monitor.IsRunning && !(isProbing = _monitor.IsProbing))
            return [];

        lock (_lock)
        {
            if (_isStopping)
                return [];

            var free = isProbing ? 1 : (registration.Options.MaxConcurrency * (1 + LeasedAhead)) - _running - _ready.Count;
            var taken = _wanted.Take(Math.Min(limit, free), id => !_settling.Contains(id));
            _leasing.UnionWith(taken);
            return [.. taken.Select(id => new DeliveryKey(Name, id))];
        }
    }

    /// <summary>Notes that no lease is on its way from the store.</summary>
    internal void EndLeasing()
    {
        lock (_lock)
            _leasing.Clear();
    }

    /// <summary>Begins the conversations that were leased.</summary>
    internal void Begin(IEnumerable<DeliveryLease> leases, CancellationToken leased)
    {
        lock (_lock)
        {
            foreach (var lease in leases)
            {
                var lane = new Lane(lease.Key.ConversationId, lease.Fence, lease.Position, lease.Attempts, leased) { IsProbe = !_monitor.IsRunning };
                _lanes[lane.ConversationId] = lane;
                _ready.Enqueue(lane);
            }
        }

        Pump();
    }

    /// <summary>Returns the conversations whose lanes were idle for <see cref="DeliveryOptions.QuietFor"/>.</summary>
    internal List<ConversationId> FindQuiet()
    {
        lock (_lock)
            return [.. _lanes.Values.Where(IsQuiet).Select(lane => lane.ConversationId)];
    }

    /// <summary>Tells whether a conversation has no lane here, or one that was idle for <see cref="DeliveryOptions.QuietFor"/>.</summary>
    internal bool IsQuiet(ConversationId id)
    {
        lock (_lock)
            return _lanes.TryGetValue(id, out var lane) ? IsQuiet(lane) : !_leasing.Contains(id);
    }

    /// <summary>Gets the number of conversations that wait for a lease or a turn.</summary>
    internal int Waiting
    {
        get
        {
            lock (_lock)
                return _wanted.Count + _ready.Count;
        }
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

    /// <summary>Waits until nothing runs any more, or the token is cancelled. Nothing new begins.</summary>
    /// <returns>False if a handler has not returned.</returns>
    internal async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _isStopping = true;
            _ready.Clear();
            _wanted.Clear();
        }

        while (!cancellationToken.IsCancellationRequested)
        {
            lock (_lock)
            {
                if (_running == 0)
                    return _hung == 0;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None).ConfigureAwait(false);
        }

        return false;
    }

    private bool IsQuiet(Lane lane) => lane.State == LaneState.Idle && context.Time.GetElapsedTime(lane.IdleSince) >= context.Options.QuietFor;

    private void Pump()
    {
        while (true)
        {
            Lane? lane;
            lock (_lock)
            {
                if (_isStopping || _running >= registration.Options.MaxConcurrency || !_ready.TryDequeue(out lane))
                    return;

                _running++;
                (lane.State, lane.HasNews) = (LaneState.Running, false);
            }

            _ = Task.Run(() => RunAsync(lane));
        }
    }

    private void MakeReady(Lane lane)
    {
        lane.State = LaneState.Ready;
        _ready.Enqueue(lane);
    }

    /// <summary>Ends the turn of a lane.</summary>
    private void EndTurn(Lane lane, LaneEnd end)
    {
        lock (_lock)
        {
            if (lane.State == LaneState.Hung)
                _hung--;
            else
                _running--;

            if (_isStopping || end == LaneEnd.Gone)
            {
                _lanes.Remove(lane.ConversationId);
            }
            else if (end == LaneEnd.Unknown)
            {
                // The row may still be leased by this host, and then no other host takes it. This host leases it anew.
                _lanes.Remove(lane.ConversationId);
                _wanted.Add(lane.ConversationId);
            }
            else if (end == LaneEnd.HasMore || lane.HasNews)
            {
                MakeReady(lane);
            }
            else
            {
                (lane.State, lane.IdleSince) = (LaneState.Idle, context.Time.GetTimestamp());
            }
        }

        Pump();
        context.Wake();
    }

    /// <summary>Lets another conversation have the turn of a lane whose handler does not return.</summary>
    private void MarkHung(Lane lane)
    {
        lock (_lock)
        {
            lane.State = LaneState.Hung;
            _running--;
            _hung++;
        }

        Pump();
        context.Wake();
    }
}
