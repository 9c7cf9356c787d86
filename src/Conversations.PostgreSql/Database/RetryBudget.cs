using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Conversations;

/// <summary>Decides how long the tries of one call wait for locks, and whether there is another try.</summary>
/// <param name="lockTimeout">How long all tries together wait for locks of other transactions, or null if only the first lock is waited for, 50 ms.</param>
/// <param name="places">Limits how many tries are under way at the same time, or null if nothing limits them.</param>
internal sealed class RetryBudget(TimeSpan? lockTimeout, SemaphoreSlim? places = null)
{
    /// <summary>How often something is tried that fails for another reason than a lock.</summary>
    internal const int MaxTries = 6;

    /// <summary>How long a single try waits at most; it is well below the timeouts of statements.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _shortestWait = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _briefWait = TimeSpan.FromMilliseconds(50);
    private readonly long _began = Stopwatch.GetTimestamp();
    private int _failed;

    /// <summary>Gets how long the next try may wait for a lock, in PostgreSQL's notation.</summary>
    internal string LockWait
    {
        get
        {
            var wait = lockTimeout is { } whole ? Least(whole / MaxTries, whole - Stopwatch.GetElapsedTime(_began), _longestWait) : _briefWait;
            return string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling((wait > _shortestWait ? wait : _shortestWait).TotalMilliseconds)}ms");
        }
    }

    /// <summary>Returns whether there is another try after one that failed.</summary>
    internal bool MayRetry(Exception error, WriteFate fate)
    {
        if (fate == WriteFate.Refused)
            return false;

        return PostgreSqlErrors.IsLocked(error) ? Stopwatch.GetElapsedTime(_began) < lockTimeout : ++_failed < MaxTries;
    }

    /// <summary>Pauses before the next try, longer each time. The pause is random, so that hosts do not retry at the same moment.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "It only keeps hosts from retrying at the same moment.")]
    internal Task PauseAsync(CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds((5 << _failed) * (0.5 + Random.Shared.NextDouble())), cancellationToken);

    /// <summary>Waits for one of the places. Nothing is tried before.</summary>
    internal async ValueTask<Place> EnterAsync(CancellationToken cancellationToken)
    {
        if (places is not null)
            await places.WaitAsync(cancellationToken).ConfigureAwait(false);

        return new(places);
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
