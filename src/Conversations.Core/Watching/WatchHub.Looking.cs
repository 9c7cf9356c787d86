using Conversations.Storage;

namespace Conversations;

/// <content>Finds what no signal told of.</content>
internal sealed partial class WatchHub
{
    /// <summary>The number of conversations whose versions one statement reads, and of users whom one statement reads.</summary>
    private const int MaxKeys = 1_000;

    private async Task LookAsync(IWatchStore store, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await _looks.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                EndLeft();
                foreach (var ids in _watched.Keys.Chunk(MaxKeys))
                    QueueChanged(await store.ReadVersionsAsync(ids, cancellationToken).ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The next look may succeed.
            catch (Exception error)
#pragma warning restore CA1031
            {
                WatchLog.LookFailed(logger, error);
            }
        }
    }

    private void QueueChanged(IReadOnlyDictionary<ConversationId, long> versions)
    {
        foreach (var (id, version) in versions)
        {
            if (_watched.TryGetValue(id, out var watched) && (version > watched.Known || watched.IsSuspect))
                Queue(id);
        }
    }

    /// <summary>Ends watches whose events nobody takes.</summary>
    private void EndLeft()
    {
        lock (_lock)
        {
            foreach (var (id, watched) in _watched)
            {
                foreach (var watcher in watched.Watchers.Where(watcher => watcher.IsLeft(_leftAfter)))
                    watcher.End(new SlowWatcherException(id, watcher.Position));
            }
        }
    }
}
