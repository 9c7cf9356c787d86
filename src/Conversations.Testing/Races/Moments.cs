namespace Conversations.Testing;

/// <summary>
/// Counts how often a read hit the moment that a race is about: a write began after the read began, and was acknowledged before the read
/// ended. One caller writes, and any number of callers read.
/// </summary>
internal sealed class Moments
{
    /// <summary>The number of hits after which a race has proven enough.</summary>
    private const int Enough = 20;

    /// <summary>How long a race goes on that has proven something: where a read takes no longer than a write, hits are rare.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(5);

    /// <summary>How long a race goes on that has proven nothing yet: on a busy machine, few writes fall into a read.</summary>
    private static readonly TimeSpan _longestUnproven = TimeSpan.FromSeconds(90);

    private readonly long _started = TimeProvider.System.GetTimestamp();
    private int _begun;
    private int _acknowledged;
    private int _hits;
    private bool _isFailed;

    /// <summary>Gets whether the race goes on.</summary>
    internal bool GoOn => !Volatile.Read(ref _isFailed)
        && Volatile.Read(ref _hits) is var hits
        && hits < Enough
        && TimeProvider.System.GetElapsedTime(_started) < (hits == 0 ? _longestUnproven : _longest);

    /// <summary>Writes and reads at the same time, until enough reads hit the moment or the time is over.</summary>
    /// <param name="write">One write. Its argument counts the writes from 0.</param>
    /// <param name="read">One read. It throws if what it read is not of one moment.</param>
    /// <param name="prepare">What must be so when a write begins, or null. It is no part of the moment.</param>
    internal async Task RunAsync(Func<int, Task> write, Func<Task> read, Func<Task>? prepare = null)
    {
        await Race.RunAsync<bool>(() => WriteAsync(write, prepare), () => ReadAsync(read), () => ReadAsync(read));
        if (_hits == 0)
            Assert.Fail("Not proven: in 90 seconds no write began and ended while a read was under way, so nothing shows that a read is of one moment.");
    }

    private async Task<bool> WriteAsync(Func<int, Task> write, Func<Task>? prepare)
    {
        for (var i = 0; GoOn; i++)
        {
            if (prepare is not null)
                await FailingAsync(prepare);

            Interlocked.Increment(ref _begun);
            await FailingAsync(() => write(i));
            Interlocked.Increment(ref _acknowledged);
            await Task.Yield();
        }

        return true;
    }

    private async Task<bool> ReadAsync(Func<Task> read)
    {
        while (GoOn)
        {
            var begun = Volatile.Read(ref _begun);
            await FailingAsync(read);
            if (Volatile.Read(ref _acknowledged) > begun)
                Interlocked.Increment(ref _hits);

            await Task.Yield();
        }

        return true;
    }

    /// <summary>Makes a call, and ends the race if it throws.</summary>
    private async Task FailingAsync(Func<Task> call)
    {
        var isDone = false;
        try
        {
            await call();
            isDone = true;
        }
        finally
        {
            if (!isDone)
                Volatile.Write(ref _isFailed, true);
        }
    }
}
