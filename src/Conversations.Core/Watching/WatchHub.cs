using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Conversations.Storage;

namespace Conversations;

/// <summary>
/// Gives the watches of this host the changes of their conversations. One loop reads the logs, for all watches together: a watch keeps nothing but its
/// position and the events that were not taken yet. It runs only while something is watched.
/// </summary>
internal sealed class WatchHub(IWatchStore? store, StoreSignals signals, TimeProvider time) : IDisposable
{
    /// <summary>The greatest number of ranges of logs that one reading asks for.</summary>
    private const int MaxRanges = 64;

    /// <summary>The greatest number of changes of a range.</summary>
    private const int SliceSize = 100;

    /// <summary>The number of conversations whose versions one statement reads.</summary>
    private const int MaxVersions = 1_000;

    /// <summary>How often this host looks for changes that no signal told of, such as those of other hosts.</summary>
    private static readonly TimeSpan _looksEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<ConversationId, WatchedConversation> _watched = [];

    /// <summary>Conversations to read, and null for a look at the versions of all.</summary>
    private readonly Channel<ConversationId?> _queue = Channel.CreateUnbounded<ConversationId?>(new() { SingleReader = true });

    private readonly CancellationTokenSource _stop = new();
    private ITimer? _timer;
    private volatile bool _isDisposed;

    /// <summary>Watches a conversation as the app.</summary>
    /// <exception cref="InvalidOperationException">The store cannot be watched.</exception>
    internal IAsyncEnumerable<WatchEvent> WatchAsync(ConversationId id, long after, CancellationToken cancellationToken)
    {
        if (_isDisposed)
            throw Disposed();

        cancellationToken.ThrowIfCancellationRequested();
        return store is null
            ? throw new InvalidOperationException("The conversations of this store cannot be watched. Use a store that implements IWatchStore.")
            : WatchAsync(store, id, after, cancellationToken);
    }

    private async IAsyncEnumerable<WatchEvent> WatchAsync(
        IWatchStore store, ConversationId id, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = new Watcher(after);
        Add(store, id, watcher);
        try
        {
            while (await watcher.Events.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (watcher.Events.TryRead(out var one))
                {
                    if (watcher.TryResume())
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

        _stop.Cancel();
        foreach (var watched in _watched.Values)
            EndAll(watched, Disposed());

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

        // The loop belongs to no caller, so it has no activity and no values of the first one.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static hub => ((WatchHub)hub!)._queue.Writer.TryWrite(null), this, _looksEvery, _looksEvery);
            _ = Task.Run(() => RunAsync(store, _stop.Token));
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

    private async Task RunAsync(IWatchStore store, CancellationToken cancellationToken)
    {
        var ids = new List<ConversationId>();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await TakeAsync(store, ids, cancellationToken).ConfigureAwait(false);
                await ReadAsync(store, ids, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (StorageException)
            {
                // What was not read waits in the queue until the database is back.
                foreach (var id in ids)
                    Queue(id);

                await Task.Delay(_looksEvery, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
#pragma warning disable CA1031 // Whatever is wrong with these conversations, the others are watched on.
            catch (Exception error)
#pragma warning restore CA1031
            {
                foreach (var id in ids)
                {
                    if (_watched.TryGetValue(id, out var watched))
                        EndAll(watched, error);
                }
            }
        }
    }

    /// <summary>Takes the next conversations from the queue, and looks at the versions of all if it is time.</summary>
    private async Task TakeAsync(IWatchStore store, List<ConversationId> ids, CancellationToken cancellationToken)
    {
        ids.Clear();
        await _queue.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
        var looks = false;
        while (ids.Count < MaxRanges && _queue.Reader.TryRead(out var id))
        {
            if (id is { } one)
                ids.Add(one);
            else
                looks = true;
        }

        foreach (var id in ids)
        {
            if (_watched.TryGetValue(id, out var watched))
                watched.Unqueue();
        }

        if (looks)
            await LookAsync(store, cancellationToken).ConfigureAwait(false);
    }

    private async Task LookAsync(IWatchStore store, CancellationToken cancellationToken)
    {
        foreach (var ids in _watched.Keys.Chunk(MaxVersions))
        {
            var versions = await store.ReadVersionsAsync(ids, cancellationToken).ConfigureAwait(false);
            foreach (var (id, version) in versions)
            {
                if (_watched.TryGetValue(id, out var watched) && version > watched.Known)
                    Queue(id);
            }
        }
    }

    /// <summary>Reads what watches have not got yet. Watches at the same position share what is read.</summary>
    private async Task ReadAsync(IWatchStore store, List<ConversationId> ids, CancellationToken cancellationToken)
    {
        var groups = new List<(WatchedConversation Watched, DeliveryRange Range, List<Watcher> Watchers)>();
        lock (_lock)
        {
            foreach (var id in ids)
            {
                if (!_watched.TryGetValue(id, out var watched))
                    continue;

                groups.AddRange(watched.Watchers.Where(watcher => watcher.IsReady).GroupBy(watcher => watcher.Position)
                    .Select(group => (watched, new DeliveryRange(id, group.Key, SliceSize), group.ToList())));
            }
        }

        foreach (var batch in groups.Chunk(MaxRanges))
        {
            var contents = await store.ReadContentAsync([.. batch.Select(group => group.Range)], cancellationToken).ConfigureAwait(false);
            foreach (var (group, content) in batch.Zip(contents))
                Give(group.Watched, group.Range.ConversationId, group.Watchers, content);
        }
    }

    private void Give(WatchedConversation watched, ConversationId id, List<Watcher> watchers, DeliveryContent content)
    {
        var isAll = content.Changes.Changes.Count < SliceSize;
        List<WatchedChange> changes = [.. content.Changes.Changes.Select(change => new WatchedChange(change) { Message = MessageOf(content, change) })];
        watched.Known = Math.Max(watched.Known, content.UpTo);
        foreach (var watcher in watchers)
        {
            if (Refusal(id, watcher, content) is { } error)
                watcher.End(error);
            else if (changes.TrueForAll(watcher.TryGive))
                watcher.Advance(content.UpTo, isAll);

            // It may have been paused after the caller took everything.
            if (watcher.TryResume())
                Queue(id);
        }

        if (!isAll)
            Queue(id);
    }

    /// <summary>Returns why a watch cannot go on, or null if it can.</summary>
    private static ConversationsException? Refusal(ConversationId id, Watcher watcher, DeliveryContent content)
    {
        // Of a deleted conversation, what was before the deletion is left out.
        var (changes, isPruned) = content.Changes;
        if (content.Conversation is null && changes.Count == 0 && watcher.IsNew)
            return new ConversationNotFoundException(id);

        return isPruned && changes is not [ConversationDeleted, ..] ? new ChangesPrunedException(id, watcher.Position) : null;
    }

    private static Message? MessageOf(DeliveryContent content, Change change) =>
        change is MessageChange about ? content.Messages.GetValueOrDefault(about.MessageId) : null;

    private void EndAll(WatchedConversation watched, Exception error)
    {
        lock (_lock)
            watched.Watchers.ForEach(watcher => watcher.End(error));
    }
}
