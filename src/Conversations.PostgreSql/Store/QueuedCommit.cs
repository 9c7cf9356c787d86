using System.Diagnostics;
using Conversations.Decisions;
using Conversations.Storage.Writing;

namespace Conversations;

/// <summary>A commit in the <see cref="CommitQueue"/>. It may be handed on several times: if its conversation is locked, it waits again.</summary>
internal sealed class QueuedCommit(Commit commit) : PendingWrite<Commit, CommitOutcome>(commit)
{
    private readonly long _queued = Stopwatch.GetTimestamp();

    /// <summary>Gets how long its call has waited: for other calls before it was queued, and since.</summary>
    internal TimeSpan Waited => Write.Waited + Stopwatch.GetElapsedTime(_queued);

    internal ConversationId ConversationId => Write.Change.ConversationId;

    internal bool IsSend => Write.Change is MessageSent;

    /// <summary>Gets or sets whether an earlier try may have stored the commit, because its answer was lost.</summary>
    internal bool MayBeStored { get; set; }

    /// <summary>Gets or sets the driver's error of the last try, if the conversation was locked.</summary>
    internal Exception? LockError { get; set; }

    /// <summary>Takes the commit to be written.</summary>
    /// <returns>False if the caller cancelled it while it waited.</returns>
    internal bool TryTake() => MayBeStored || TryHandOn();

    /// <summary>
    /// Lets the commit wait again. If an earlier try may have stored it, a cancellation stays too late: the caller would be told that it is not stored.
    /// </summary>
    internal QueuedCommit WaitAgain()
    {
        if (!MayBeStored)
            PutBack();

        return this;
    }

    /// <summary>Tells the caller that the queue was disposed before the commit was written.</summary>
    internal void RefuseAsDisposed()
    {
        var disposed = new ObjectDisposedException(nameof(PostgreSqlConversationStore));
        if (MayBeStored)
            FailAsUnknown(disposed);
        else
            Refuse(disposed);
    }

    /// <summary>Tells the caller that the commit may be stored, and may not.</summary>
    internal void FailAsUnknown(Exception error) => Refuse(new OutcomeUnknownException(Write.Message?.Id, error));
}
