namespace Conversations.Storage;

/// <summary>A commit in a <see cref="WriteQueue"/>: it waits, and then is either handed on or given up, never both.</summary>
internal sealed class PendingCommit(Commit commit)
{
    private const int Waiting = 0;
    private const int HandedOn = 1;
    private const int GivenUp = 2;

    private readonly TaskCompletionSource<CommitOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    internal Commit Commit { get; } = commit;

    internal bool TryHandOn() => Interlocked.CompareExchange(ref _state, HandedOn, Waiting) == Waiting;

    internal void Answer(CommitOutcome outcome) => _outcome.TrySetResult(outcome);

    internal void Refuse(Exception error) => _outcome.TrySetException(error);

    /// <summary>Gives an unknown outcome of a whole batch as that of this commit, with the id to retry this one with.</summary>
    internal OutcomeUnknownException Own(OutcomeUnknownException unknown) =>
        unknown.MessageId == Commit.Message?.Id ? unknown : new(Commit.Message?.Id, unknown.InnerException ?? unknown);

    internal async Task<CommitOutcome> WaitAsync(CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(static (state, token) => ((PendingCommit)state!).GiveUp(token), this);
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
            "The call was cancelled after its commit had been sent, so it may have been stored. Make the same call again: that is safe.",
            token));
    }
}
