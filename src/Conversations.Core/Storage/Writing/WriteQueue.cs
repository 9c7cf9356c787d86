using System.Diagnostics.CodeAnalysis;
using Conversations.Decisions;

namespace Conversations.Storage.Writing;

/// <summary>Group commit: collects the writes that arrive while a batch is being written, and then writes them as the next batch.</summary>
/// <remarks>
/// There is no timer: a single write does not wait for others, and 64 writes that wait at the same time are one batch. Writes are
/// handed on to the function that writes in the order in which they arrived. A write that is cancelled, or refused by a disposal,
/// while it waits is never handed on. The function that writes must not wait for a write to the same queue, nor for its disposal:
/// such a wait never ends.
/// </remarks>
/// <typeparam name="TWrite">
/// The type of the writes: <see cref="Commit"/>, or a type of the store for its commits and other writes.
/// </typeparam>
/// <typeparam name="TOutcome">The type of the outcomes.</typeparam>
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
    private List<PendingWrite<TWrite, TOutcome>>? _batch;
    private bool _isDraining;
    private bool _isDisposed;

    /// <summary>Creates an empty queue.</summary>
    /// <param name="write">
    /// Writes a batch and returns one outcome per write. The queue calls it for one batch at a time. It must throw only if it wrote
    /// nothing of the batch: the queue then tries each write of a batch of several once more, alone, and a caller gets the
    /// exception of the last attempt. But after an <see cref="OutcomeUnknownException"/>, a cancellation or a wrong number of
    /// outcomes, the queue tries nothing again, and each caller gets an <see cref="OutcomeUnknownException"/> with the id of its
    /// own message.
    /// </param>
    /// <param name="maxBatch">The greatest number of writes in a batch, at least 1; 256 by default.</param>
    /// <param name="scheduler">The scheduler on which the function that writes is called, or null for the thread pool.</param>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size of a batch is less than 1.</exception>
    public WriteQueue(
        Func<IReadOnlyList<TWrite>, Task<IReadOnlyList<TOutcome>>> write, int maxBatch = 256, TaskScheduler? scheduler = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        (_write, _maxBatch, _scheduler) = (write, maxBatch, scheduler ?? TaskScheduler.Default);
    }

    /// <summary>Adds a write to the queue and waits for its outcome.</summary>
    /// <param name="write">The write.</param>
    /// <param name="cancellationToken">
    /// Cancels the call. A write that still waits is then not written; a write that was handed on may have been written.
    /// </param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentNullException">The write is null.</exception>
    /// <exception cref="OperationCanceledException">
    /// The call was cancelled. If the write had been handed on, the message says that it may have been stored.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The queue was disposed before the write was handed on, so nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">The write was handed on, and it is not known whether it was stored.</exception>
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

    /// <summary>
    /// Answers the caller of one write before its batch ends. The outcome that the function returns for this write is then ignored, and
    /// the write is not tried again.
    /// </summary>
    /// <remarks>Only the function that writes may call this method, for a write of the batch that it was called with.</remarks>
    /// <param name="write">The write, the same object as in the batch.</param>
    /// <param name="outcome">The outcome.</param>
    /// <exception cref="ArgumentException">The write is not in the batch that is being written.</exception>
    public void Answer(TWrite write, TOutcome outcome)
    {
        var pending = _batch?.Find(one => ReferenceEquals(one.Write, write))
            ?? throw new ArgumentException("The write is not in the batch that is being written.", nameof(write));
        pending.Answer(outcome);
    }

    /// <summary>Refuses the writes that still wait. It does not wait for the batch that is being written.</summary>
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

    /// <summary>Refuses the writes that still wait, and waits for the batch that is being written.</summary>
    /// <returns>A task that ends when nothing is being written any more.</returns>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        Task draining;
        lock (_lock)
            draining = _draining;

        await draining.ConfigureAwait(false);
    }

    /// <summary>
    /// Starts the loop without the execution context (trace, ambient transaction) of the first caller, because it writes for all
    /// callers.
    /// </summary>
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
                foreach (var alone in batch.Where(pending => !pending.IsAnswered))
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

    /// <summary>
    /// Writes a batch and answers its callers, or returns false if the batch failed and its writes may be tried again one by one.
    /// </summary>
    private async Task<bool> TryWriteAsync(List<PendingWrite<TWrite, TOutcome>> batch, bool isLastTry)
    {
        try
        {
            Telemetry.RecordBatch(batch.Count);
            _batch = batch;
            var outcomes = await _write([.. batch.Select(pending => pending.Write)]).ConfigureAwait(false);
            CheckCount(batch.Count, outcomes?.Count ?? 0);
            for (var i = 0; i < batch.Count; i++)
                batch[i].Answer(outcomes![i]);
        }
#pragma warning disable CA1031 // The waiting callers get every error, and the loop must go on for the other writes.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // A cancelled write may still have committed. Callers' tokens never reach the function that writes, so no caller asked for the
            // cancellation: treat it as an unknown outcome.
            var unknown = error as OutcomeUnknownException
                ?? (error is OperationCanceledException ? new OutcomeUnknownException(null, error) : null);
            if (!isLastTry && unknown is null)
                return false;

            foreach (var pending in batch)
                pending.Refuse(unknown is null ? error : pending.Own(unknown));
        }
        finally
        {
            _batch = null;
        }

        return true;
    }

    /// <summary>Throws if the number of outcomes is wrong: it is not known what was written, so nothing may be tried again.</summary>
    private static void CheckCount(int writes, int outcomes)
    {
        if (outcomes != writes)
            throw new OutcomeUnknownException(null, new InvalidOperationException($"The store returned {outcomes} outcomes for {writes} writes."));
    }
}
