using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Conversations.Storage;
using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>
/// Gives the watches of this host what happens in their conversations. One loop reads the logs, for all watches together: a watch keeps nothing but its
/// position and the events that were not taken yet. Another one finds what other hosts have changed. Both rest while nothing is watched.
/// </summary>
internal sealed partial class WatchHub(IWatchStore? store, StoreSignals signals, TimeProvider time, ILogger logger, int maxWatchesPerUser) : IDisposable
{
    /// <summary>How often the loops look whether something is due.</summary>
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<ConversationId, WatchedConversation> _watched = [];

    /// <summary>The watches of all conversations of a user.</summary>
    private readonly ConcurrentDictionary<UserId, UserWatcher[]> _users = [];

    /// <summary>The number of watches of each user, of both kinds.</summary>
    private readonly Dictionary<UserId, int> _counts = [];

    /// <summary>Conversations to read. An item without one says that there are events that are not stored, or asks whether everything before it was read.</summary>
    private readonly Channel<(ConversationId? Id, TaskCompletionSource<bool>? IsRead)> _queue =
        Channel.CreateUnbounded<(ConversationId?, TaskCompletionSource<bool>?)>(new() { SingleReader = true });

    /// <summary>Has an item when it is time to look what is due.</summary>
    private readonly Channel<bool> _looks =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource _stop = new();
    private ITimer? _timer;
    private CancellationTokenSource? _listening;
    private volatile bool _isTicking;
    private volatile bool _isDisposed;

    /// <summary>Gets the number of watches.</summary>
    internal int Count { get; private set; }

    /// <summary>Watches a conversation as a user, or as the app.</summary>
    /// <exception cref="ArgumentException">The id is <c>default</c>, or the version is less than 0.</exception>
    /// <exception cref="InvalidOperationException">The store cannot be watched.</exception>
    internal IAsyncEnumerable<WatchEvent> WatchAsync(ConversationId id, UserId? viewer, long after, CancellationToken cancellationToken)
    {
        id.Required();
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        return WatchAsync(Watchable(cancellationToken), id, viewer, after, cancellationToken);
    }

    private async IAsyncEnumerable<WatchEvent> WatchAsync(
        IWatchStore store, ConversationId id, UserId? viewer, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = new Watcher(viewer, after, time);
        Add(store, viewer, () => _watched.GetOrAdd(id, static _ => new()).Watchers.Add(watcher));
        Queue(id);
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
            Remove(viewer, () =>
            {
                _watched[id].Watchers.Remove(watcher);
                RemoveIfUnused(id, _watched[id]);
            });
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
            signals.Changed -= OnChanged;
            _timer?.Dispose();
        }

        foreach (var watched in _watched.Values)
            EndAll(watched, Disposed());

        foreach (var watcher in _users.Values.SelectMany(watchers => watchers))
            watcher.End(Disposed());

        _stop.Cancel();
        _stop.Dispose();
        _listening?.Dispose();
    }

    private static ObjectDisposedException Disposed() => new("Conversations.IConversations");

    private IWatchStore Watchable(CancellationToken cancellationToken)
    {
        if (_isDisposed)
            throw Disposed();

        cancellationToken.ThrowIfCancellationRequested();
        return store ?? throw new InvalidOperationException("The conversations of this store cannot be watched. Use a store that implements IWatchStore.");
    }

    private void Add(IWatchStore store, UserId? viewer, Action add)
    {
        lock (_lock)
        {
            if (_isDisposed)
                throw Disposed();

            if (viewer is { } user)
            {
                var count = _counts.GetValueOrDefault(user);
                if (count >= maxWatchesPerUser)
                    throw new TooManyWatchesException(user, maxWatchesPerUser);

                _counts[user] = count + 1;
                CameOnline(user);
            }

            add();
            Count++;
            Start(store);
        }
    }

    private void Remove(UserId? viewer, Action remove)
    {
        lock (_lock)
        {
            remove();
            Count--;
            if (viewer is { } user && --_counts[user] == 0)
            {
                _counts.Remove(user);
                _left[user] = time.GetTimestamp();
            }
        }
    }

    private void Start(IWatchStore store)
    {
        if (_isTicking)
            return;

        _isTicking = true;
        if (_wakes is null)
        {
            signals.Changed += OnChanged;
        }
        else
        {
            // What was told while nothing was watched is over.
            (_hearsSince, _wasHeardAt) = (null, 0);
            _positions.Clear();
            _listening = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            Run(token => ListenAsync(_wakes, token), _listening.Token);
        }

        if (_timer is not null)
        {
            _timer.Change(_tick, _tick);
            return;
        }

        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static hub => ((WatchHub)hub!)._looks.Writer.TryWrite(true), this, _tick, _tick);

        Run(token => ReadAsync(store, token), _stop.Token);
        Run(token => LookAsync(store, token), _stop.Token);
    }

    /// <summary>Takes turns until it is stopped. A loop belongs to no caller, so it has no activity and no values of the first one.</summary>
    private void Run(Func<CancellationToken, Task> turn, CancellationToken stop)
    {
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(() => RunAsync(turn, stop), CancellationToken.None);
    }

    private async Task RunAsync(Func<CancellationToken, Task> turn, CancellationToken cancellationToken)
    {
        for (var hasFailed = false; !cancellationToken.IsCancellationRequested;)
        {
            try
            {
                if (hasFailed)
                    await Task.Delay(_tick, time, cancellationToken).ConfigureAwait(false);

                hasFailed = false;
                await turn(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The next turn may succeed.
            catch (Exception error)
#pragma warning restore CA1031
            {
                hasFailed = true;
                WatchLog.TurnFailed(logger, error);
            }
        }
    }

    /// <summary>Lets the loops rest if nothing is watched, and nobody counts as online any more.</summary>
    private async Task RestAsync(CancellationToken cancellationToken)
    {
        CancellationTokenSource? listening;
        lock (_lock)
        {
            if (Count > 0 || _online.Count > 0 || _isDisposed)
                return;

            _watched.Clear();
            _isTicking = false;
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            (listening, _listening) = (_listening, null);
            if (_wakes is null)
                signals.Changed -= OnChanged;
        }

        if (_wakes is null || listening is null)
            return;

        await listening.CancelAsync().ConfigureAwait(false);
        listening.Dispose();
        await _wakes.SayWatchingAsync(Id, TimeSpan.Zero, [], [], cancellationToken).ConfigureAwait(false);
    }

    private void OnChanged(ConversationId id, long version, Type? kind)
    {
        _toTell?.Add(id);
        Changed(id);
    }

    /// <summary>Lets a conversation be read if it is watched, or if users watch all of theirs.</summary>
    private void Changed(ConversationId id)
    {
        if ((_users.IsEmpty ? _watched.GetValueOrDefault(id) : EntryOf(id)) is { } watched)
            Queue(id, watched);
    }

    private WatchedConversation EntryOf(ConversationId id)
    {
        var watched = _watched.GetOrAdd(id, static _ => new());
        watched.ChangedAt = time.GetTimestamp();
        return watched;
    }

    /// <summary>Removes an entry without watches, unless users watch all of their conversations: then the loop that reads may be busy with it.</summary>
    private void RemoveIfUnused(ConversationId id, WatchedConversation watched)
    {
        if (watched.Watchers.Count == 0 && _users.IsEmpty)
            _watched.TryRemove(new(id, watched));
    }

    private void Queue(ConversationId id)
    {
        if (_watched.TryGetValue(id, out var watched))
            Queue(id, watched);
    }

    private void Queue(ConversationId id, WatchedConversation watched)
    {
        if (watched.TryQueue())
            _queue.Writer.TryWrite((id, null));
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
