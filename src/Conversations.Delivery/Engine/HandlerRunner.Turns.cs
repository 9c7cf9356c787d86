namespace Conversations;

/// <content>Gives turns to lanes, and reads ahead for those whose turn comes next.</content>
internal sealed partial class HandlerRunner
{
    /// <summary>How many leased conversations may wait for a turn, for each that is running.</summary>
    private const int MinAheadPerTurn = 4;

    private const int MaxAhead = 512;

    /// <summary>For how much work a host leases and reads ahead. What one host has leased, other hosts cannot work on.</summary>
    private static readonly TimeSpan _leasesAheadFor = TimeSpan.FromSeconds(0.25);

    /// <summary>How old content may be when it is given to a handler.</summary>
    private static readonly TimeSpan _freshFor = TimeSpan.FromSeconds(1);

    private readonly Queue<Lane> _ready = [];
    private readonly Queue<Lane> _loaded = [];
    private readonly int _minAhead = MinAhead(registration.Options);
    private int _maxAhead = MinAhead(registration.Options);
    private int _loading;
    private int _running;
    private int _reporting;
    private int _hung;
    private int _turns;
    private long _measuredAt;
    private volatile bool _isStopping;

    /// <summary>Gets the number of lanes that wait for a turn.</summary>
    private int Ahead => _ready.Count + _loading + _loaded.Count;

    private static int MinAhead(ChangeHandlerOptions options) => Math.Min(options.MaxConcurrency, MaxAhead) * MinAheadPerTurn;

    /// <summary>Waits until nothing runs any more, or the token is cancelled. Nothing new begins.</summary>
    /// <returns>False if a handler has not returned.</returns>
    internal async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _isStopping = true;
            _ready.Clear();
            _loaded.Clear();
            _wanted.Clear();
        }

        while (!cancellationToken.IsCancellationRequested)
        {
            lock (_lock)
            {
                if (_loading + _running + _reporting == 0)
                    return _hung == 0;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>Returns how many more conversations are to be leased: none until half of those that may wait have had their turn.</summary>
    private int FreeAhead()
    {
        var elapsed = context.Time.GetElapsedTime(_measuredAt);
        if (elapsed >= _leasesAheadFor / 4)
        {
            var during = _turns * (_leasesAheadFor / elapsed);
            _maxAhead = (int)Math.Clamp(Math.Max(during, _maxAhead / 2d), _minAhead, Math.Max(MaxAhead, _minAhead));
            (_turns, _measuredAt) = (0, context.Time.GetTimestamp());
        }

        return Ahead > _maxAhead / 2 ? 0 : _maxAhead - Ahead;
    }

    private void Pump()
    {
        while (TakeNext() is { } lane)
        {
            if (lane.State == LaneState.Loading)
                _ = LoadAsync(lane);
            else
                _ = Task.Run(() => RunAsync(lane));
        }
    }

    /// <summary>Returns a lane that has its turn or whose changes are to be read, or null if no lane does.</summary>
    private Lane? TakeNext()
    {
        lock (_lock)
        {
            Lane? lane = null;
            if (!_isStopping && _running < registration.Options.MaxConcurrency && _loaded.TryDequeue(out lane) && IsFresh(lane.Loaded!))
            {
                _running++;
                lane.State = LaneState.Running;
                return lane;
            }

            // What waited for too long is read again.
            if (lane is null && (_isStopping || _loading + _loaded.Count >= _maxAhead || !_ready.TryDequeue(out lane)))
                return null;

            _loading++;
            (lane.State, lane.HasNews, lane.Loaded) = (LaneState.Loading, false, null);
            return lane;
        }
    }

    private bool IsFresh(LoadedChanges loaded) => context.Time.GetElapsedTime(loaded.At) < _freshFor;

    private void MakeReady(Lane lane)
    {
        lane.State = LaneState.Ready;
        _ready.Enqueue(lane);
    }

    private void EndLoading(Lane lane, LoadedChanges loaded)
    {
        lock (_lock)
        {
            _loading--;
            lane.Loaded = loaded;
            if (!_isStopping)
                _loaded.Enqueue(lane);
        }

        Pump();
    }

    /// <summary>Lets another lane have the turn, because the handler has ended. The lane itself goes on when its report is stored.</summary>
    private void BeginReporting(Lane lane)
    {
        lock (_lock)
        {
            if (lane.State != LaneState.Running)
                return;

            _running--;
            _reporting++;
            lane.State = LaneState.Reporting;
        }

        Pump();
    }

    /// <summary>Lets another conversation have the turn of a lane whose handler does not return.</summary>
    private void MarkHung(Lane lane, int call)
    {
        lock (_lock)
        {
            if (lane.State != LaneState.Running || !lane.IsInCall(call))
                return;

            lane.State = LaneState.Hung;
            _running--;
            _hung++;
        }

        DeliveryLog.Hung(context.Logger, Name);
        Pump();
        context.Wake();
    }

    /// <summary>Ends what a lane does.</summary>
    private void EndTurn(Lane lane, LaneEnd end)
    {
        bool leasesMore;

        // The right to try is used up by a call of the handler. A conversation that had nothing to handle leaves it to another one.
        var goesOnProbing = lane.IsProbe && end != LaneEnd.HasMore;
        if (goesOnProbing)
            _monitor.GoOnProbing();

        lock (_lock)
        {
            EndState(lane);
            lane.IsProbe &= !goesOnProbing;
            if (_isStopping || end == LaneEnd.Gone)
            {
                _lanes.Remove(lane.ConversationId);
                if (lane.HasNews && !_isStopping && !IsResting(lane.ConversationId))
                    _wanted.Add(lane.ConversationId);
            }
            else if (end == LaneEnd.Unknown)
            {
                // The row may still be leased by this host, and then no other host takes it. This host leases it again.
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

            leasesMore = goesOnProbing || Ahead <= _maxAhead / 2;
        }

        Pump();
        if (leasesMore)
            context.Wake();
    }

    private void EndState(Lane lane)
    {
        _turns++;
        switch (lane.State)
        {
            case LaneState.Loading:
                _loading--;
                break;
            case LaneState.Running:
                _running--;
                break;
            case LaneState.Reporting:
                _reporting--;
                break;
            case LaneState.Hung:
                _hung--;
                break;
        }
    }
}
