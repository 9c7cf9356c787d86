using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Conversations;

/// <summary>Decides how long the tries of one call wait for locks, and whether there is another try.</summary>
internal sealed class RetryBudget
{
    /// <summary>How often something is tried that fails for another reason than a lock.</summary>
    internal const int MaxTries = 6;

    /// <summary>How long a single try waits at most; it is well below the timeouts of statements.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _shortestWait = TimeSpan.FromMilliseconds(1);
    private readonly TimeSpan _lockTimeout;
    private readonly bool _isOnce;
    private readonly SemaphoreSlim? _places;
    private readonly long _began = Stopwatch.GetTimestamp();
    private int _failed;

    /// <summary>Creates the budget of a call whose tries wait for locks together as long as the given time.</summary>
    internal RetryBudget(TimeSpan lockTimeout) => _lockTimeout = lockTimeout;

    private RetryBudget(TimeSpan lockWait, SemaphoreSlim? places) => (_lockTimeout, _isOnce, _places) = (lockWait, true, places);

    /// <summary>Creates the budget of a call that gives up at the first lock for which it waited as long as the given time.</summary>
    /// <param name="lockWait">How long it waits, 1 ms or more; less counts as 1 ms.</param>
    /// <param name="places">Limits how many tries are under way at the same time, or null if nothing limits them.</param>
    internal static RetryBudget Once(TimeSpan lockWait, SemaphoreSlim? places = null) => new(lockWait, places);

    /// <summary>Returns how long one try waits of those that wait together for the whole time, of which some is left.</summary>
    internal static TimeSpan OneTry(TimeSpan whole, TimeSpan left) => Least(whole / MaxTries, left, _longestWait);

    /// <summary>Gets how long the next try may wait for a lock, in PostgreSQL's notation.</summary>
    internal string LockWait
    {
        get
        {
            var wait = _isOnce ? _lockTimeout : OneTry(_lockTimeout, _lockTimeout - Stopwatch.GetElapsedTime(_began));
            return string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling((wait > _shortestWait ? wait : _shortestWait).TotalMilliseconds)}ms");
        }
    }

    /// <summary>Returns whether there is another try after one that failed.</summary>
    internal bool MayRetry(Exception error, WriteFate fate)
    {
        if (fate == WriteFate.Refused)
            return false;

        return PostgreSqlErrors.IsLocked(error) ? !_isOnce && Stopwatch.GetElapsedTime(_began) < _lockTimeout : ++_failed < MaxTries;
    }

    /// <summary>Pauses before the next try, longer each time. The pause is random, so that hosts do not retry at the same moment.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "It only keeps hosts from retrying at the same moment.")]
    internal Task PauseAsync(CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds((5 << _failed) * (0.5 + Random.Shared.NextDouble())), cancellationToken);

    /// <summary>Waits for one of the places. Nothing is tried before.</summary>
    internal async ValueTask<Place> EnterAsync(CancellationToken cancellationToken)
    {
        if (_places is not null)
            await _places.WaitAsync(cancellationToken).ConfigureAwait(false);

        return new(_places);
    }

    private static TimeSpan Least(params ReadOnlySpan<TimeSpan> spans)
    {
        var least = spans[0];
        foreach (var span in spans)
            least = span < least ? span : least;

        return least;
    }

    /// <summary>A place, which is given back when it is disposed.</summary>
    internal readonly struct Place(SemaphoreSlim? places) : IDisposable
    {
        public void Dispose() => places?.Release();
    }
}
