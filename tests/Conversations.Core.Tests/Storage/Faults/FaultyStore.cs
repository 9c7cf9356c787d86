using System.Collections.Concurrent;
using Conversations.Decisions;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations.Tests.Storage.Faults;

/// <summary>
/// An in-memory store whose writes fail after a break: one before it is applied, and the next one after it was applied, so that its
/// answer is lost. A derived class makes a mistake with one of them.
/// </summary>
internal class FaultyStore() : ForwardingStore(new InMemoryConversationStore())
{
    private readonly ConcurrentQueue<FaultMoment> _armed = [];
    private int _faults;

    /// <summary>Gets the store that keeps the conversations and does not fail.</summary>
    internal IConversationStore Kept => Inner;

    /// <summary>Lets the next two writes fail, if none is waiting to fail yet.</summary>
    internal virtual void Break()
    {
        if (!_armed.IsEmpty)
            return;

        var first = (FaultMoment)(Interlocked.Increment(ref _faults) % 2);
        _armed.Enqueue(first);
        _armed.Enqueue(1 - first);
    }

    public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(
        IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        var outcomes = new List<CommitOutcome>();
        foreach (var commit in commits)
            outcomes.Add(await CommitAsync(commit));

        return outcomes;
    }

    public override async Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default)
    {
        if (!_armed.TryDequeue(out var moment))
            return await base.MarkAsReadAsync(id, userId, upTo, cancellationToken);
        if (moment == FaultMoment.Before)
            throw Refusal();

        await base.MarkAsReadAsync(id, userId, upTo, cancellationToken);
        throw new OutcomeUnknownException(null);
    }

    protected static StorageException Refusal() => new("The store was broken by a test. Nothing was written.");

    /// <summary>Fails before the commit is applied.</summary>
    protected virtual Task<CommitOutcome> FailBeforeAsync(Commit commit) => Task.FromResult<CommitOutcome>(new Failed(Refusal()));

    /// <summary>Applies the commit and loses the answer.</summary>
    protected virtual async Task<CommitOutcome> FailAfterAsync(Commit commit)
    {
        await ApplyAsync(commit);
        return new Failed(new OutcomeUnknownException(commit.Message?.Id));
    }

    protected virtual async Task<CommitOutcome> ApplyAsync(Commit commit) => (await Inner.CommitAsync([commit]))[0];

    private Task<CommitOutcome> CommitAsync(Commit commit) =>
        !_armed.TryDequeue(out var moment) ? ApplyAsync(commit)
        : moment == FaultMoment.Before ? FailBeforeAsync(commit)
        : FailAfterAsync(commit);
}
