namespace Conversations.Storage.Writing;

/// <summary>A write in a queue: it waits, and then it is either handed on or cancelled, never both. The PostgreSQL store compiles this file too.</summary>
internal class PendingWrite<TWrite, TOutcome>(TWrite write)
    where TWrite : IQueuedWrite
{
    private const int Waiting = 0;
    private const int HandedOn = 1;
    private const int Cancelled = 2;

    private readonly TaskCompletionSource<TOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    internal TWrite Write { get; } = write;

    /// <summary>Gets whether the caller has an outcome.</summary>
    internal bool IsAnswered => _outcome.Task.IsCompletedSuccessfully;

    /// <summary>Takes the write to be written. From now on the caller cannot prevent it.</summary>
    /// <returns>False if the caller cancelled it while it waited.</returns>
    internal bool TryHandOn() => Interlocked.CompareExchange(ref _state, HandedOn, Waiting) == Waiting;

    /// <summary>Lets the write wait again, because nothing was written.</summary>
    internal void PutBack() => Interlocked.CompareExchange(ref _state, Waiting, HandedOn);

    internal void Answer(TOutcome outcome) => _outcome.TrySetResult(outcome);

    internal void Refuse(Exception error) => _outcome.TrySetException(error);

    /// <summary>Turns the unknown outcome of a batch into that of this write, with the message id of this write for the retry.</summary>
    internal OutcomeUnknownException Own(OutcomeUnknownException unknown) =>
        unknown.MessageId == Write.MessageId ? unknown : new(Write.MessageId, unknown.InnerException ?? unknown);

    internal async Task<TOutcome> WaitAsync(CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(static (state, token) => ((PendingWrite<TWrite, TOutcome>)state!).Cancel(token), this);
        await using (registration.ConfigureAwait(false))
            return await _outcome.Task.ConfigureAwait(false);
    }

    private void Cancel(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting)
            _outcome.TrySetCanceled(token);
        else
            _outcome.TrySetException(LateCancellation.Error(token));
    }
}
