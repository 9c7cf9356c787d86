using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Conversations;

/// <summary>Says how long the tries of one call wait for locks, and whether there is another one.</summary>
/// <param name="lockTimeout">How long all tries together wait for what others hold; null = hardly, and only once.</param>
/// <param name="places">Limits how many tries wait at the same moment; null = whoever calls does.</param>
internal sealed class Tries(TimeSpan? lockTimeout, SemaphoreSlim? places = null)
{
    /// <summary>How often something is tried that fails for other reasons than a lock.</summary>
    internal const int Max = 6;

    /// <summary>How long a single try waits at most; it is well below the timeouts of statements.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _shortestWait = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _briefWait = TimeSpan.FromMilliseconds(50);
    private readonly long _began = Stopwatch.GetTimestamp();
    private int _failed;

    /// <summary>Gets how long the next try may wait for a lock, as PostgreSQL writes it.</summary>
    internal string LockWait
    {
        get
        {
            var wait = lockTimeout is { } whole ? Least(whole / Max, whole - Stopwatch.GetElapsedTime(_began), _longestWait) : _briefWait;
            return string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling((wait > _shortestWait ? wait : _shortestWait).TotalMilliseconds)}ms");
        }
    }

    /// <summary>Tells whether there is another try after one that failed.</summary>
    internal bool MayGoOn(Exception error, WriteFate fate)
    {
        if (fate == WriteFate.Refused)
            return false;

        return PostgreSqlErrors.IsHeld(error) ? Stopwatch.GetElapsedTime(_began) < lockTimeout : ++_failed < Max;
    }

    /// <summary>Waits longer each time, and never as long as another host.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "It only keeps hosts from trying at the same moment.")]
    internal Task PauseAsync(CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds((5 << _failed) * (0.5 + Random.Shared.NextDouble())), cancellationToken);

    /// <summary>Waits for one of the places, until which nothing is tried.</summary>
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

    /// <summary>A place that is given back when it is disposed.</summary>
    internal readonly struct Place(SemaphoreSlim? places) : IDisposable
    {
        public void Dispose() => places?.Release();
    }
}
