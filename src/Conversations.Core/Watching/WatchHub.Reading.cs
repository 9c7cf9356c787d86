using Conversations.Storage;

namespace Conversations;

/// <content>Reads the logs, and gives watches what they have not got yet.</content>
internal sealed partial class WatchHub
{
    /// <summary>The greatest number of conversations that one reading asks for, and of ranges of logs.</summary>
    private const int MaxRanges = 64;

    /// <summary>The greatest number of changes of a range.</summary>
    private const int SliceSize = 100;

    /// <summary>How many readings may fail one after the other until the database counts as away.</summary>
    private const int MaxFailures = 2;

    private int _failures;

    private async Task ReadAsync(IWatchStore store, CancellationToken cancellationToken)
    {
        await _queue.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
        var (ids, asked) = (new HashSet<ConversationId>(), (TaskCompletionSource<bool>?)null);
        while (ids.Count < MaxRanges && asked is null && _queue.Reader.TryRead(out var item))
        {
            asked = item.IsRead;
            if (item.Id is { } id)
                ids.Add(id);
        }

        var isRead = false;
        try
        {
            foreach (var batch in GroupsOf(ids))
                await ReadAsync(store, batch, cancellationToken).ConfigureAwait(false);

            isRead = true;
        }
        finally
        {
            asked?.SetResult(isRead && !_watched.Values.Any(watched => watched.IsSuspect || watched.IsBehind));
        }

        if (asked is not null)
            Evict();

        await PassAsync(store, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Returns what is to be read, in batches. Watches at the same position share a range, and so do those of all conversations of a user. A conversation that
    /// failed is a batch of its own.
    /// </summary>
    private List<WatchGroup[]> GroupsOf(HashSet<ConversationId> ids)
    {
        var groups = new List<WatchGroup>();
        lock (_lock)
        {
            foreach (var id in ids)
            {
                // The entry of a conversation without members may have been removed after it was queued.
                if ((_users.IsEmpty ? _watched.GetValueOrDefault(id) : EntryOf(id)) is not { } watched)
                    continue;

                watched.Unqueue();
                groups.AddRange(watched.Watchers.Where(watcher => watcher.IsReady).GroupBy(watcher => watcher.Position)
                    .Select(group => new WatchGroup(watched, new(id, group.Key, SliceSize), [.. group], null)));
                if (!_users.IsEmpty)
                    groups.Add(new(watched, new(id, Given(watched)?.UpTo ?? 0, SliceSize), [], []));
                else
                    (watched.IsBehind, watched.IsSuspect) = (false, watched.IsSuspect && watched.Watchers.Any(watcher => watcher.IsReady));
            }
        }

        return [.. groups.Where(group => !group.Watched.IsSuspect).Chunk(MaxRanges), .. groups.Where(group => group.Watched.IsSuspect).Chunk(1)];
    }

    /// <summary>Reads a batch, and gives it to its watches. If that fails, each conversation is read alone, so that one does not stop the others.</summary>
    private async Task ReadAsync(IWatchStore store, WatchGroup[] batch, CancellationToken cancellationToken)
    {
        try
        {
            var groups = await WithMembersAsync(store, batch, cancellationToken).ConfigureAwait(false);
            var contents = groups.Count == 0 ? []
                : await store.ReadContentAsync([.. groups.Select(group => group.Range)], cancellationToken).ConfigureAwait(false);
            var viewers = await ReadViewersAsync(store, groups, contents, cancellationToken).ConfigureAwait(false);
            foreach (var (group, content) in groups.Zip(contents))
            {
                if (group.Members is null)
                    Give(group, content, viewers);
                else
                    GiveMembers(group, content, viewers);
            }

            _failures = 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever is wrong with these conversations, the others are watched on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (batch.Length == 1)
                Fail(batch[0], error);
            else
                await ReadAloneAsync(store, batch, error, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadAloneAsync(IWatchStore store, WatchGroup[] batch, Exception error, CancellationToken cancellationToken)
    {
        _failures = 0;
        WatchLog.ReadFailed(logger, error);
        foreach (var group in batch)
        {
            // If the database is away, the rest is read when it is back.
            if (_failures < MaxFailures)
                await ReadAsync(store, [group], cancellationToken).ConfigureAwait(false);
            else
                group.Watched.IsSuspect = true;
        }
    }

    /// <summary>
    /// Lets a conversation be read again with the next look, apart from others. If the store threw what no store may throw, the watches of the conversation end. Those
    /// of all conversations go on, and none of their tokens says that they have this one.
    /// </summary>
    private void Fail(WatchGroup group, Exception error)
    {
        _failures++;
        var isExpected = error is StorageException or OperationCanceledException;
        if (isExpected || group.Members is not null)
        {
            WatchLog.ReadFailed(logger, error);
            group.Watched.IsSuspect = true;
            return;
        }

        WatchLog.Ended(logger, error);
        EndAll(group.Watched, error);
    }

    /// <summary>Reads the users who watch, as they are after the changes were read.</summary>
    private static async Task<Dictionary<(ConversationId, UserId), WatchingViewer?>> ReadViewersAsync(
        IWatchStore store, List<WatchGroup> groups, IReadOnlyList<DeliveryContent> contents, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<(ConversationId, UserId), ViewerKey>();
        foreach (var (group, content) in groups.Zip(contents))
        {
            var (id, reacted) = (group.Range.ConversationId, ViewerChanges.Reacted(content));
            foreach (var user in group.Viewers(hasChanges: content.Changes.Changes.Count > 0))
                keys[(id, user)] = keys.TryGetValue((id, user), out var other) ? new(id, user, [.. other.Reacted.Union(reacted)]) : new(id, user, reacted);
        }

        var viewers = new Dictionary<(ConversationId, UserId), WatchingViewer?>();
        foreach (var chunk in keys.Chunk(MaxKeys))
        {
            var found = await store.ReadViewersAsync([.. chunk.Select(one => one.Value)], cancellationToken).ConfigureAwait(false);
            foreach (var (key, viewer) in chunk.Zip(found))
                viewers.Add(key.Key, viewer);
        }

        return viewers;
    }

    private void Give(WatchGroup group, DeliveryContent content, Dictionary<(ConversationId, UserId), WatchingViewer?> viewers)
    {
        var (id, isAll) = (group.Range.ConversationId, content.Changes.Changes.Count < SliceSize);
        List<WatchedChange> changes = [.. content.Changes.Changes.Select(change => new WatchedChange(change) { Message = content.FindMessage(change) })];
        var known = group.Watched.Known;
        (group.Watched.Known, group.Watched.IsSuspect) = (Math.Max(known, content.UpTo), false);
        foreach (var watcher in group.Watchers)
        {
            var viewer = watcher.Viewer is { } user ? viewers.GetValueOrDefault((id, user)) : null;
            if (Refusal(id, watcher, viewer, content) is { } error)
                watcher.End(error);
            else
                Give(watcher, content.UpTo, watcher.Viewer is { } own ? ViewerChanges.Of(own, viewer, content) : (changes, false));

            if (isAll && viewer is null && watcher is { Viewer: { } absent, IsReady: true } && viewers.ContainsKey((id, absent)))
                Leave(id, watcher);

            // It may have been paused after the caller took everything.
            if (watcher.TryResume())
                Queue(id);
        }

        StopTyping(group.Watched, content, known);
        if (!isAll)
            Queue(id);
    }

    private static void Give(Watcher watcher, long upTo, (List<WatchedChange> Events, bool IsEnd) what)
    {
        if (!what.Events.TrueForAll(watcher.TryGive))
            return;

        if (what.IsEnd)
            watcher.End(null);
        else
            watcher.Advance(upTo);
    }

    /// <summary>
    /// Ends the watch of a user who does not take part any more. The removal is in the log by now, unless the user was erased: then the log names another one.
    /// </summary>
    private void Leave(ConversationId id, Watcher watcher)
    {
        if (watcher.IsAbsent)
        {
            watcher.End(null);
            return;
        }

        watcher.IsAbsent = true;
        Queue(id);
    }

    /// <summary>Returns why a watch cannot go on, or null if it can.</summary>
    private static ConversationsException? Refusal(ConversationId id, Watcher watcher, WatchingViewer? viewer, DeliveryContent content)
    {
        // A conversation that was deleted is known by its version. The app may wait for it to be created again.
        var exists = watcher.Viewer is null ? content.UpTo > 0 : viewer is not null;
        if (!exists && watcher.IsNew)
            return new ConversationNotFoundException(id);

        // Of a deleted conversation, what was before the deletion is left out. A database that was restored may not have the version any more.
        var isPruned = content.Changes is { IsPruned: true, Changes: not [ConversationDeleted, ..] };
        return isPruned || watcher.Position > content.UpTo ? new ChangesPrunedException(id, watcher.Position) : null;
    }
}
