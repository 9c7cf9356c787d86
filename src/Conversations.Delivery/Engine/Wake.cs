using System.Diagnostics.CodeAnalysis;

namespace Conversations;

/// <summary>Lets one loop wait until there is something to do. What is set while nobody waits ends the next wait.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is not used has nothing to dispose.")]
internal sealed class Wake
{
    private readonly SemaphoreSlim _set = new(0, 1);

    internal void Set()
    {
        try
        {
            if (_set.CurrentCount == 0)
                _set.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another thread was faster. One release is enough.
        }
    }

    /// <summary>Forgets what was set.</summary>
    internal void Reset() => _set.Wait(0);

    /// <summary>Waits until it is set.</summary>
    internal Task WaitAsync(CancellationToken cancellationToken) => _set.WaitAsync(cancellationToken);

    /// <summary>Waits until it is set, the time is over or the token is cancelled. It does not throw.</summary>
    internal async Task WaitAsync(TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var set = _set.WaitAsync(ended.Token);
        await Task.WhenAny(set, Task.Delay(most, time, ended.Token)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        await set.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
