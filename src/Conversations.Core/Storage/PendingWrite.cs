namespace Conversations.Storage;

/// <summary>A write in a <see cref="WriteQueue{TWrite, TOutcome}"/>: it waits, and then is either handed on or given up, never both.</summary>
internal sealed class PendingWrite<TWrite, TOutcome>(TWrite write)
    where TWrite : IQueuedWrite
{
    private const int Waiting = 0;
    private const int HandedOn = 1;
    private const int GivenUp = 2;

    private readonly TaskCompletionSource<TOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    internal TWrite Write { get; } = write;

    internal bool TryHandOn() => Interlocked.CompareExchange(ref _state, HandedOn, Waiting) == Waiting;

    internal void Answer(TOutcome outcome) => _outcome.TrySetResult(outcome);

    internal void Refuse(Exception error) => _outcome.TrySetException(error);

    /// <summary>Gives an unknown outcome of a whole batch as that of this one, with the id to retry this one with.</summary>
    internal OutcomeUnknownException Own(OutcomeUnknownException unknown) =>
        unknown.MessageId == Write.MessageId ? unknown : new(Write.MessageId, unknown.InnerException ?? unknown);

    internal async Task<TOutcome> WaitAsync(CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(static (state, token) => ((PendingWrite<TWrite, TOutcome>)state!).GiveUp(token), this);
        await using (registration.ConfigureAwait(false))
            return await _outcome.Task.ConfigureAwait(false);
    }

    private void GiveUp(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, GivenUp, Waiting) == Waiting)
        {
            _outcome.TrySetCanceled(token);
            return;
        }

        _outcome.TrySetException(new OperationCanceledException(
            "The call was cancelled after its write had been sent, so it may have been stored. Make the same call again: that is safe.",
            token));
    }
}
