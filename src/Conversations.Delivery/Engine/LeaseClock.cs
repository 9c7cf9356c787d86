using System.Diagnostics.CodeAnalysis;

namespace Conversations;

/// <summary>Tells whether this host is alive for the database, so that its leases hold. Its token is cancelled when they do not.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "The sources are disposed with this object, or when they are replaced.")]
internal sealed class LeaseClock : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _aliveFor;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private CancellationTokenSource _leases = new();
    private long? _aliveFrom;

    internal LeaseClock(TimeSpan aliveFor, TimeProvider time)
    {
        (_aliveFor, _time) = (aliveFor, time);
        _timer = time.CreateTimer(static clock => ((LeaseClock)clock!).CancelIfLapsed(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets the token of the present leases. A lease belongs to the token that was there before it was asked for.</summary>
    internal CancellationToken Token
    {
        get
        {
            lock (_lock)
                return _leases.Token;
        }
    }

    /// <summary>Gets whether the leases still hold. A tenth of the time is left for a report on its way.</summary>
    internal bool IsAlive
    {
        get
        {
            lock (_lock)
                return _aliveFrom is { } from && _time.GetElapsedTime(from) < 0.9 * _aliveFor;
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _aliveFrom = null;

        _timer.Dispose();
        _leases.Dispose();
    }

    /// <summary>Notes that the database knows this host to be alive since a moment before its call.</summary>
    internal void Renew(long began, bool wasAlive)
    {
        CancellationTokenSource? ended = null;
        lock (_lock)
        {
            // The database tells how it was before it stored the renewal. A host that was late may have lost its leases in between.
            if (_aliveFrom is { } from && (!wasAlive || _time.GetElapsedTime(from) >= _aliveFor))
                (ended, _leases) = (_leases, new());

            _aliveFrom = began;
            Watch(began);
        }

        End(ended);
    }

    /// <summary>Cancels what runs, because the host stops.</summary>
    internal void Cancel() => Cancel(_leases);

    private static void End(CancellationTokenSource? leases)
    {
        if (leases is not null)
            Cancel(leases);

        leases?.Dispose();
    }

    private static void Cancel(CancellationTokenSource leases)
    {
        try
        {
            leases.Cancel();
        }
        catch (AggregateException)
        {
            // Code of the app that was called because its token was cancelled. All callbacks have run, and there is nobody to tell.
        }
    }

    /// <summary>Cancels what runs if the leases do not hold any more. No loop does this, because each may wait for a database that is away.</summary>
    private void CancelIfLapsed()
    {
        CancellationTokenSource? ended = null;
        lock (_lock)
        {
            if (_aliveFrom is not { } from)
                return;

            if (_time.GetElapsedTime(from) >= _aliveFor)
                (ended, _leases, _aliveFrom) = (_leases, new(), null);
            else
                Watch(from);
        }

        End(ended);
    }

    /// <summary>Sets the timer to the moment at which the leases lapse. A timer may be early by a fraction of a millisecond.</summary>
    private void Watch(long from)
    {
        var left = _aliveFor - _time.GetElapsedTime(from) + TimeSpan.FromMilliseconds(1);
        _timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
