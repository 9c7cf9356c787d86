using System.Diagnostics.CodeAnalysis;

namespace Conversations.Storage;

/// <summary>Group commit: gathers the commits that arrive while a write is under way, and hands them on together.</summary>
/// <remarks>
/// There is no timer: who comes alone waits for nobody, and sixty-four at once share one transaction. Commits are handed on in the
/// order in which they came. What is cancelled or disposed while it waits is never handed on. The function that writes must not wait
/// for the queue itself, be it for a further write or for its disposal: it would wait for ever.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "It is a queue, of writes.")]
public sealed class WriteQueue : IDisposable, IAsyncDisposable
{
    private readonly Func<IReadOnlyList<Commit>, Task<IReadOnlyList<CommitOutcome>>> _write;
    private readonly int _maxBatch;
    private readonly Lock _lock = new();
    private readonly Queue<PendingCommit> _pending = [];
    private Task _draining = Task.CompletedTask;
    private bool _isDraining;
    private bool _isDisposed;

    /// <summary>Begins with nothing to write.</summary>
    /// <param name="write">
    /// Writes commits and gives one outcome per commit. It is never called twice at once. Where it throws, nothing of the batch was
    /// written, and each commit is tried once more alone; but after <see cref="OutcomeUnknownException"/>, a cancellation, or another number of
    /// outcomes than of commits, nothing is tried again, and each caller gets that exception with the id of its own message.
    /// </param>
    /// <param name="maxBatch">The greatest number of commits handed on together, at least 1; 256 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch is less than 1.</exception>
    public WriteQueue(Func<IReadOnlyList<Commit>, Task<IReadOnlyList<CommitOutcome>>> write, int maxBatch = 256)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        (_write, _maxBatch) = (write, maxBatch);
    }

    /// <summary>Waits for a commit to be written.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="cancellationToken">Gives up. While the commit waits, it is then not written; once it was handed on, it may be.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up; the message says whether the commit had been handed on.</exception>
    /// <exception cref="ObjectDisposedException">The queue was disposed before the commit was handed on; it is not written.</exception>
    public Task<CommitOutcome> WriteAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var pending = new PendingCommit(commit);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (cancellationToken.IsCancellationRequested)
                return Task.FromCanceled<CommitOutcome>(cancellationToken);

            _pending.Enqueue(pending);
            if (!_isDraining)
            {
                _isDraining = true;
                _draining = StartDraining();
            }
        }

        return pending.WaitAsync(cancellationToken);
    }

    /// <summary>Refuses what still waits, and returns without waiting for the write that is under way.</summary>
    public void Dispose()
    {
        List<PendingCommit> refused;
        lock (_lock)
        {
            _isDisposed = true;
            refused = [.. _pending];
            _pending.Clear();
        }

        foreach (var pending in refused)
            pending.Refuse(new ObjectDisposedException(nameof(WriteQueue)));
    }

    /// <summary>Refuses what still waits, and waits for the write that is under way.</summary>
    /// <returns>A task that ends when nothing is being written any more.</returns>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        Task draining;
        lock (_lock)
            draining = _draining;

        await draining.ConfigureAwait(false);
    }

    /// <summary>Begins to write for everybody, and so not in the context (trace, ambient transaction) of who came first.</summary>
    private Task StartDraining()
    {
        if (ExecutionContext.IsFlowSuppressed())
            return Task.Run(DrainAsync, CancellationToken.None);

        using (ExecutionContext.SuppressFlow())
            return Task.Run(DrainAsync, CancellationToken.None);
    }

    private async Task DrainAsync()
    {
        while (TakeBatch() is { } batch)
        {
            if (!await TryWriteAsync(batch, isLastTry: batch.Count == 1).ConfigureAwait(false))
            {
                foreach (var alone in batch)
                    await TryWriteAsync([alone], isLastTry: true).ConfigureAwait(false);
            }
        }
    }

    private List<PendingCommit>? TakeBatch()
    {
        lock (_lock)
        {
            var batch = new List<PendingCommit>(Math.Min(_pending.Count, _maxBatch));
            while (batch.Count < _maxBatch && _pending.TryDequeue(out var pending))
            {
                if (pending.TryHandOn())
                    batch.Add(pending);
            }

            _isDraining = batch.Count > 0;
            return _isDraining ? batch : null;
        }
    }

    /// <summary>Writes a batch and answers its callers; false = it failed, but may be tried again one by one.</summary>
    private async Task<bool> TryWriteAsync(List<PendingCommit> batch, bool isLastTry)
    {
        try
        {
            Telemetry.RecordBatch(batch.Count);
            var outcomes = await _write([.. batch.Select(pending => pending.Commit)]).ConfigureAwait(false);
            CheckCount(batch.Count, outcomes?.Count ?? 0);
            for (var i = 0; i < batch.Count; i++)
                batch[i].Answer(outcomes![i]);
        }
#pragma warning disable CA1031 // Whatever went wrong, it belongs to the callers who wait, and the loop must go on for the others.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // A write that was given up may have been done; and no caller asked for that, since no token of theirs reaches a write.
            var unknown = error as OutcomeUnknownException
                ?? (error is OperationCanceledException ? new OutcomeUnknownException(null, error) : null);
            if (!isLastTry && unknown is null)
                return false;

            foreach (var pending in batch)
                pending.Refuse(unknown is null ? error : pending.Own(unknown));
        }

        return true;
    }

    /// <summary>Refuses a wrong number of outcomes: something was written, but nobody can tell what, so nothing may be tried again.</summary>
    private static void CheckCount(int commits, int outcomes)
    {
        if (outcomes != commits)
            throw new OutcomeUnknownException(null, new InvalidOperationException($"The store gave {outcomes} outcomes for {commits} commits."));
    }
}
