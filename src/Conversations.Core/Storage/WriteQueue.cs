using System.Diagnostics.CodeAnalysis;

namespace Conversations.Storage;

/// <summary>Group commit: gathers the writes that arrive while a write is under way, and hands them on together.</summary>
/// <remarks>
/// There is no timer: who comes alone waits for nobody, and sixty-four at once share one transaction. Writes are handed on in the
/// order in which they came. What is cancelled or disposed while it waits is never handed on. The function that writes must not wait
/// for the queue itself, be it for a further write or for its disposal: it would wait for ever.
/// </remarks>
/// <typeparam name="TWrite">What is written: a <see cref="Commit"/>, or whatever a store makes of it and of its other writes.</typeparam>
/// <typeparam name="TOutcome">What became of it.</typeparam>
[SuppressMessage("Naming", "CA1711", Justification = "It is a queue, of writes.")]
public sealed class WriteQueue<TWrite, TOutcome> : IDisposable, IAsyncDisposable
    where TWrite : IQueuedWrite
{
    private readonly Func<IReadOnlyList<TWrite>, Task<IReadOnlyList<TOutcome>>> _write;
    private readonly TaskScheduler _scheduler;
    private readonly int _maxBatch;
    private readonly Lock _lock = new();
    private readonly Queue<PendingWrite<TWrite, TOutcome>> _pending = [];
    private Task _draining = Task.CompletedTask;
    private bool _isDraining;
    private bool _isDisposed;

    /// <summary>Begins with nothing to write.</summary>
    /// <param name="write">
    /// Takes writes and gives one outcome for each. It is never called twice at once. Where it throws, nothing of the batch was
    /// written, and each write is tried once more alone; but after <see cref="OutcomeUnknownException"/>, a cancellation, or another number of
    /// outcomes than of writes, nothing is tried again, and each caller gets that exception with the id of its own message.
    /// </param>
    /// <param name="maxBatch">The greatest number of writes handed on together, at least 1; 256 by default.</param>
    /// <param name="scheduler">Where the function that writes is called, as on a thread of its own; null = on the thread pool.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch is less than 1.</exception>
    public WriteQueue(
        Func<IReadOnlyList<TWrite>, Task<IReadOnlyList<TOutcome>>> write, int maxBatch = 256, TaskScheduler? scheduler = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        (_write, _maxBatch, _scheduler) = (write, maxBatch, scheduler ?? TaskScheduler.Default);
    }

    /// <summary>Waits for something to be written.</summary>
    /// <param name="write">What to write.</param>
    /// <param name="cancellationToken">Gives up. While the write waits, it is then not written; once it was handed on, it may be.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up; the message says whether the commit had been handed on.</exception>
    /// <exception cref="ObjectDisposedException">The queue was disposed before the write was handed on; it is not done.</exception>
    public Task<TOutcome> WriteAsync(TWrite write, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        var pending = new PendingWrite<TWrite, TOutcome>(write);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (cancellationToken.IsCancellationRequested)
                return Task.FromCanceled<TOutcome>(cancellationToken);

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
        List<PendingWrite<TWrite, TOutcome>> refused;
        lock (_lock)
        {
            _isDisposed = true;
            refused = [.. _pending];
            _pending.Clear();
        }

        foreach (var pending in refused)
            pending.Refuse(new ObjectDisposedException("WriteQueue"));
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
            return Start();

        using (ExecutionContext.SuppressFlow())
            return Start();

        Task Start() => Task.Factory.StartNew(DrainAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler).Unwrap();
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

    private List<PendingWrite<TWrite, TOutcome>>? TakeBatch()
    {
        lock (_lock)
        {
            var batch = new List<PendingWrite<TWrite, TOutcome>>(Math.Min(_pending.Count, _maxBatch));
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
    private async Task<bool> TryWriteAsync(List<PendingWrite<TWrite, TOutcome>> batch, bool isLastTry)
    {
        try
        {
            Telemetry.RecordBatch(batch.Count);
            var outcomes = await _write([.. batch.Select(pending => pending.Write)]).ConfigureAwait(false);
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
    private static void CheckCount(int writes, int outcomes)
    {
        if (outcomes != writes)
            throw new OutcomeUnknownException(null, new InvalidOperationException($"The store gave {outcomes} outcomes for {writes} writes."));
    }
}
