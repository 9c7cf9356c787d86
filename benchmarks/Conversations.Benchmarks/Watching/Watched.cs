using System.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>Watches of rooms, and when they got which message.</summary>
internal sealed class Watched : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _watching = [];
    private long _count;

    /// <summary>Gets the number of events that came.</summary>
    internal long Count => Volatile.Read(ref _count);

    /// <summary>Gets or sets what is called with each message.</summary>
    internal Action<MessageId> On { get; set; } = static _ => { };

    /// <summary>Watches rooms from now on.</summary>
    internal async Task AddAsync(DeliveryApp app, IEnumerable<int> rooms)
    {
        foreach (var room in rooms)
        {
            var version = (await app.Conversations.FindAsync(StoreApp.Room(room)))!.Version;
            _watching.Add(WatchAsync(app.Conversations.WatchAsync(StoreApp.Room(room), version, _stop.Token)));
        }
    }

    /// <summary>Watches all conversations of users from now on.</summary>
    internal async Task AddAsync(DeliveryApp app, IEnumerable<UserId> users)
    {
        foreach (var user in users)
        {
            var hasBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watching.Add(WatchAsync(app.Conversations.As(user).WatchAsync(cancellationToken: _stop.Token), hasBegun));
            await hasBegun.Task;
        }
    }

    /// <summary>Waits until a number of events have come, but at most a minute.</summary>
    internal async Task ReachAsync(long count)
    {
        for (var begin = Stopwatch.GetTimestamp(); Count < count && Stopwatch.GetElapsedTime(begin) < TimeSpan.FromMinutes(1);)
            await Task.Delay(5);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_watching);
        _stop.Dispose();
    }

    private async Task WatchAsync(IAsyncEnumerable<WatchEvent> events, TaskCompletionSource? hasBegun = null)
    {
        try
        {
            await foreach (var one in events)
            {
                if (one is CaughtUp)
                    hasBegun?.TrySetResult();
                if (one is not WatchedChange { Change: MessageSent sent })
                    continue;

                On(sent.MessageId);
                Interlocked.Increment(ref _count);
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }
}
