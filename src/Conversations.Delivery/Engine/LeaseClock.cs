using System.Diagnostics.CodeAnalysis;

namespace Conversations;

/// <summary>Tells whether this host is alive for the database, so that its leases hold. Its token is cancelled when they do not.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "The sources are disposed with this object, or when they are replaced.")]
internal sealed class LeaseClock(TimeSpan aliveFor, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _leases = new();
    private long? _aliveFrom;

    /// <summary>Gets the token of what runs under the present leases.</summary>
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
                return _aliveFrom is { } from && time.GetElapsedTime(from) < 0.9 * aliveFor;
        }
    }

    public void Dispose() => _leases.Dispose();

    /// <summary>Notes that the database knows this host to be alive since a moment before its call.</summary>
    internal void Renew(long began, bool wasAlive)
    {
        CancellationTokenSource? ended = null;
        lock (_lock)
        {
            if (_aliveFrom is not null && !wasAlive)
                (ended, _leases) = (_leases, new());

            _aliveFrom = began;
        }

        ended?.Cancel();
        ended?.Dispose();
    }

    /// <summary>Cancels what runs, because the host stops.</summary>
    internal void Cancel() => _leases.Cancel();

    /// <summary>Cancels what runs if the leases do not hold any more.</summary>
    internal void CancelIfLapsed()
    {
        CancellationTokenSource? ended = null;
        lock (_lock)
        {
            if (_aliveFrom is { } from && time.GetElapsedTime(from) >= aliveFor)
                (ended, _leases, _aliveFrom) = (_leases, new(), null);
        }

        ended?.Cancel();
        ended?.Dispose();
    }
}
