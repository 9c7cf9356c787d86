using Conversations.Storage;

namespace Conversations;

/// <content>Finds what nothing told of.</content>
internal sealed partial class WatchHub
{
    /// <summary>The number of conversations whose versions one statement reads, and of users whom one statement reads.</summary>
    private const int MaxKeys = 1_000;

    /// <summary>For how long a conversation that nobody watches by itself is kept after its last change.</summary>
    private static readonly TimeSpan _keepsFor = TimeSpan.FromMinutes(5);

    /// <summary>
    /// If nothing was found out for longer than this, a conversation may have changed twice with more than <see cref="ChangedWindow.MaxLag"/> in between, and only
    /// the later change would be found.
    /// </summary>
    private static readonly TimeSpan _isLateAfter = TimeSpan.FromSeconds(45);

    /// <summary>How long a watch may wait with a full buffer.</summary>
    private static readonly TimeSpan _leftAfter = TimeSpan.FromMinutes(1);

    /// <summary>How old the token of a quiet watch may grow.</summary>
    private static readonly TimeSpan _renewsEvery = TimeSpan.FromMinutes(5);

    /// <summary>How often versions of watched conversations are read. Where hosts leave notes for each other, these tell of changes much earlier.</summary>
    private readonly TimeSpan _readsVersionsEvery = TimeSpan.FromSeconds(store is IWatchWakeUps ? 15 : 1);

    /// <summary>How often it is looked which conversations of users have changed.</summary>
    private readonly TimeSpan _listsChangedEvery = TimeSpan.FromSeconds(store is IWatchWakeUps ? 15 : 5);

    /// <summary>The time up to which everything that was stored was given to those who watch all of their conversations, and when that was found out.</summary>
    private DateTimeOffset? _coveredTo;

    private long _coveredAt;
    private long _tickedAt;
    private long _readVersionsAt;
    private long _listedAt;

    private bool IsLate => time.GetElapsedTime(Volatile.Read(ref _coveredAt)) > _isLateAfter;

    private async Task LookAsync(IWatchStore store, CancellationToken cancellationToken)
    {
        await _looks.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!_isTicking)
            return;

        var isTick = IsDue(ref _tickedAt, _tick);
        await HearAsync(store, cancellationToken).ConfigureAwait(false);
        if (!isTick)
            return;

        Tick();
        if (IsDue(ref _readVersionsAt, _readsVersionsEvery))
            await ReadVersionsAsync(store, cancellationToken).ConfigureAwait(false);

        if (!_users.IsEmpty && IsDue(ref _listedAt, _listsChangedEvery))
            await ListChangedAsync(store, cancellationToken).ConfigureAwait(false);

        await RestAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells other hosts which users are online, and reads what these tell. Nothing depends on it, so the rest goes on if that fails.</summary>
    private async Task HearAsync(IWatchStore store, CancellationToken cancellationToken)
    {
        try
        {
            await UpdateOnlineAsync(cancellationToken).ConfigureAwait(false);
            await ReadNotesAsync(store, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException error)
        {
            WatchLog.TurnFailed(logger, error);
        }
    }

    /// <summary>Ends watches whose events nobody takes and typing that is over, and lets be read again what failed.</summary>
    private void Tick()
    {
        foreach (var (id, watched) in _watched)
        {
            if (watched.IsSuspect || watched.IsBehind)
                Queue(id, watched);

            foreach (var user in watched.HasTypists ? watched.TypistsSince(began => time.GetElapsedTime(began) >= _typesFor) : [])
                Pass(new(PassingKind.Typing, id, user), 0);

            lock (_lock)
            {
                foreach (var watcher in watched.Watchers)
                {
                    if (watcher.IsLeft(_leftAfter))
                        watcher.End(new SlowWatcherException(id, watcher.Position));
                }

                RemoveIfUnused(id, watched);
            }
        }
    }

    /// <summary>Tells whether something is due, and notes that it is done. A timer may be a little early.</summary>
    private bool IsDue(ref long last, TimeSpan every)
    {
        var now = time.GetTimestamp();
        if (last != 0 && time.GetElapsedTime(last, now) < every - (0.1 * _tick))
            return false;

        last = now;
        return true;
    }

    private async Task ReadVersionsAsync(IWatchStore store, CancellationToken cancellationToken)
    {
        foreach (var ids in _watched.Where(one => one.Value.Watchers.Count > 0).Select(one => one.Key).Chunk(MaxKeys))
        {
            foreach (var (id, version) in await store.ReadVersionsAsync(ids, cancellationToken).ConfigureAwait(false))
            {
                if (_watched.TryGetValue(id, out var watched) && version > watched.Known)
                    Queue(id, watched);
            }
        }
    }

    /// <summary>
    /// Looks which conversations of the users who watch all of theirs have changed, and lets those be read of which they do not have everything. Then everything
    /// that was stored before is given.
    /// </summary>
    private async Task ListChangedAsync(IWatchStore store, CancellationToken cancellationToken)
    {
        if (_coveredTo is not { } coveredTo)
            return;

        var at = time.GetTimestamp();
        var (now, wasLate) = ((await store.ReadTimeAsync(cancellationToken).ConfigureAwait(false)).Now, IsLate);
        foreach (var users in _users.Keys.Chunk(MaxKeys))
        {
            var windows = users.Select(user => new ChangedWindow(user, coveredTo - _overlap)).ToList();
            while (windows.Count > 0)
            {
                var listed = await store.ListChangedAsync(windows, PageSize, cancellationToken).ConfigureAwait(false);
                foreach (var changed in listed)
                    Check(changed, wasLate);

                windows = [.. listed.GroupBy(changed => changed.UserId).Select(page => After([.. page])).OfType<ChangedWindow>()];
            }
        }

        // Whatever waits is read before the loop comes to this.
        var isRead = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Writer.TryWrite((null, isRead));
        if (!await isRead.Task.WaitAsync(cancellationToken).ConfigureAwait(false))
            return;

        lock (_lock)
            (_coveredTo, _coveredAt) = (now, at);

        foreach (var watcher in _users.Values.SelectMany(watchers => watchers))
            watcher.CoverIfBegun(now, _renewsEvery);
    }

    private void Check(ChangedConversation changed, bool wasLate)
    {
        var given = _watched.TryGetValue(changed.ConversationId, out var watched) ? Given(watched) : null;
        var watchers = _users.GetValueOrDefault(changed.UserId) ?? [];
        if (given is null)
        {
            if (wasLate)
                Tell(watchers, changed, changed.Version);
            else if (watchers.Any(watcher => watcher.ToldUpTo(changed.ConversationId) < changed.Version))
                Changed(changed.ConversationId);
        }
        else if (changed.HasEnded && changed.Version <= given.From)
        {
            Tell(watchers, changed, changed.Version);
        }
        else if (changed.Version > given.UpTo)
        {
            Queue(changed.ConversationId);
        }
        else if (!changed.HasEnded && changed.ChangedAfter < given.From)
        {
            // It changed shortly before it began to be read, and nothing told of that.
            Tell(watchers, changed, given.From);
        }
    }

    private static void Tell(UserWatcher[] watchers, ChangedConversation changed, long version)
    {
        foreach (var watcher in watchers.Where(watcher => watcher.TryTell(changed, version)))
            watcher.Give(EventOf(changed));
    }

    /// <summary>Forgets conversations that nobody watches by itself and that have not changed for a while. The loop that reads calls it, so none is being read.</summary>
    private void Evict()
    {
        lock (_lock)
        {
            foreach (var (id, watched) in _watched)
            {
                if (watched.IsQueued || time.GetElapsedTime(watched.ChangedAt) < _keepsFor)
                    continue;

                watched.Given = null;
                if (watched.Watchers.Count == 0)
                    _watched.TryRemove(id, out _);
            }
        }
    }
}
