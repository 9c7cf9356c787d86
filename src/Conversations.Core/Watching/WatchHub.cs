using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Conversations.Storage;
using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>
/// Gives the watches of this host the changes of their conversations. One loop reads the logs, for all watches together: a watch keeps nothing but its
/// position and the events that were not taken yet. Another one finds what other hosts have changed. Both rest while nothing is watched.
/// </summary>
internal sealed partial class WatchHub(IWatchStore? store, StoreSignals signals, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>How often this host looks for changes that no signal told of, such as those of other hosts.</summary>
    private static readonly TimeSpan _looksEvery = TimeSpan.FromSeconds(1);

    /// <summary>How long a watch may wait with a full buffer.</summary>
    private static readonly TimeSpan _leftAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<ConversationId, WatchedConversation> _watched = [];

    /// <summary>Conversations to read.</summary>
    private readonly Channel<ConversationId> _queue = Channel.CreateUnbounded<ConversationId>(new() { SingleReader = true });

    /// <summary>Has an item when it is time to look at the versions of all.</summary>
    private readonly Channel<bool> _looks =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource _stop = new();
    private ITimer? _timer;
    private volatile bool _isDisposed;

    /// <summary>Gets the number of watches.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
                return _watched.Values.Sum(watched => watched.Watchers.Count);
        }
    }

    /// <summary>Watches a conversation as a user, or as the app.</summary>
    /// <exception cref="ArgumentException">The id is <c>default</c>, or the version is less than 0.</exception>
    /// <exception cref="InvalidOperationException">The store cannot be watched.</exception>
    internal IAsyncEnumerable<WatchEvent> WatchAsync(ConversationId id, UserId? viewer, long after, CancellationToken cancellationToken)
    {
        id.Required();
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        if (_isDisposed)
            throw Disposed();

        cancellationToken.ThrowIfCancellationRequested();
        return store is null
            ? throw new InvalidOperationException("The conversations of this store cannot be watched. Use a store that implements IWatchStore.")
            : WatchAsync(store, id, viewer, after, cancellationToken);
    }

    private async IAsyncEnumerable<WatchEvent> WatchAsync(
        IWatchStore store, ConversationId id, UserId? viewer, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = new Watcher(viewer, after, time);
        Add(store, id, watcher);
        try
        {
            while (await watcher.Events.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (watcher.Events.TryRead(out var one))
                {
                    if (watcher.Take())
                        Queue(id);

                    yield return one;
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            Remove(id, watcher);
        }
    }

    /// <summary>Ends all watches.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;

            _isDisposed = true;
            Stop();
        }

        foreach (var watched in _watched.Values)
            EndAll(watched, Disposed());

        _stop.Cancel();
        _stop.Dispose();
    }

    private static ObjectDisposedException Disposed() => new("Conversations.IConversations");

    private void Add(IWatchStore store, ConversationId id, Watcher watcher)
    {
        lock (_lock)
        {
            if (_isDisposed)
                throw Disposed();

            if (_watched.IsEmpty)
                Start(store);

            _watched.GetOrAdd(id, static _ => new()).Watchers.Add(watcher);
        }

        Queue(id);
    }

    private void Remove(ConversationId id, Watcher watcher)
    {
        lock (_lock)
        {
            var watched = _watched[id];
            watched.Watchers.Remove(watcher);
            if (watched.Watchers.Count > 0)
                return;

            _watched.TryRemove(id, out _);
            if (_watched.IsEmpty)
                Stop();
        }
    }

    private void Start(IWatchStore store)
    {
        signals.Changed += OnChanged;
        if (_timer is not null)
        {
            _timer.Change(_looksEvery, _looksEvery);
            return;
        }

        // The loops belong to no caller, so they have no activity and no values of the first one.
        var stop = _stop.Token;
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static hub => ((WatchHub)hub!)._looks.Writer.TryWrite(true), this, _looksEvery, _looksEvery);
            _ = Task.Run(() => ReadAsync(store, stop), CancellationToken.None);
            _ = Task.Run(() => LookAsync(store, stop), CancellationToken.None);
        }
    }

    private void Stop()
    {
        signals.Changed -= OnChanged;
        if (_isDisposed)
            _timer?.Dispose();
        else
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void OnChanged(ConversationId id, long version, Type? kind) => Queue(id);

    private void Queue(ConversationId id)
    {
        if (_watched.TryGetValue(id, out var watched) && watched.TryQueue())
            _queue.Writer.TryWrite(id);
    }

    private void EndAll(WatchedConversation watched, Exception error)
    {
        lock (_lock)
        {
            foreach (var watcher in watched.Watchers)
                watcher.End(error);
        }
    }
}
