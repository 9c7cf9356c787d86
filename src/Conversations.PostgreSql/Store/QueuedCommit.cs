using Conversations.Storage;

namespace Conversations;

/// <summary>A commit in the <see cref="CommitQueue"/>: it waits, and then is either handed on or given up, never both.</summary>
internal sealed class QueuedCommit(Commit commit)
{
    private const int Waiting = 0;
    private const int HandedOn = 1;
    private const int GivenUp = 2;

    private readonly TaskCompletionSource<CommitOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    internal Commit Commit => commit;

    internal ConversationId ConversationId => commit.Change.ConversationId;

    internal bool IsSend => commit.Change is MessageSent;

    /// <summary>Gets or sets whether an earlier try may have stored it, as its answer was lost.</summary>
    internal bool MayBeStored { get; set; }

    internal bool TryHandOn() => MayBeStored || Interlocked.CompareExchange(ref _state, HandedOn, Waiting) == Waiting;

    /// <summary>Lets it wait again, as nothing was written. What may be stored is not given up while it waits: its caller would be told that it is not.</summary>
    internal QueuedCommit PutBack()
    {
        if (!MayBeStored)
            Interlocked.CompareExchange(ref _state, Waiting, HandedOn);

        return this;
    }

    internal void Answer(CommitOutcome outcome) => _outcome.TrySetResult(outcome);

    /// <summary>Tells that the queue ended before it was written.</summary>
    internal void Refuse()
    {
        var disposed = new ObjectDisposedException(nameof(PostgreSqlConversationStore));
        if (MayBeStored)
            Fail(disposed);
        else
            _outcome.TrySetException(disposed);
    }

    /// <summary>Tells that nobody knows what became of it.</summary>
    internal void Fail(Exception error) => _outcome.TrySetException(new OutcomeUnknownException(commit.Message?.Id, error));

    internal async Task<CommitOutcome> WaitAsync(CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(static (state, token) => ((QueuedCommit)state!).GiveUp(token), this);
        await using (registration.ConfigureAwait(false))
            return await _outcome.Task.ConfigureAwait(false);
    }

    private void GiveUp(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, GivenUp, Waiting) == Waiting)
            _outcome.TrySetCanceled(token);
        else
            _outcome.TrySetException(PostgreSqlDatabase.CancelledLate(token));
    }
}
