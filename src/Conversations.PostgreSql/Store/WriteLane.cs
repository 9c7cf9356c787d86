using System.Diagnostics.CodeAnalysis;
using Conversations.Storage;

namespace Conversations;

/// <summary>
/// Writes commits in the order in which they come. Those to a conversation that somebody else holds leave the lane, in their order, for a
/// queue of that conversation alone, for as long as there are any: so they hold up no other.
/// </summary>
internal sealed class WriteLane : IAsyncDisposable
{
    private readonly Func<IReadOnlyList<QueuedCommit>, bool, Task<CommitOutcome?[]>> _write;
    private readonly WriteQueue<QueuedCommit, Written> _queue;
    private readonly Dictionary<ConversationId, Held> _held = [];
    private bool _isDisposed;

    /// <param name="write">
    /// Writes commits. The second argument says whether to wait for conversations that are held; without, the outcome of these is null.
    /// </param>
    internal WriteLane(Func<IReadOnlyList<QueuedCommit>, bool, Task<CommitOutcome?[]>> write)
    {
        _write = write;
        _queue = new(WriteAsync);
    }

    internal async Task<CommitOutcome> WriteAsync(Commit commit, CancellationToken cancellationToken)
    {
        var written = await _queue.WriteAsync(new(commit, cancellationToken), cancellationToken).ConfigureAwait(false);
        return written.Outcome ?? await written.Later!.ConfigureAwait(false);
    }

    /// <summary>Refuses what still waits, and returns without waiting for what is under way.</summary>
    internal void Refuse()
    {
        _queue.Dispose();
        lock (_held)
        {
            _isDisposed = true;
            foreach (var held in _held.Values)
                held.Queue.Dispose();
        }
    }

    /// <summary>Refuses what still waits, and waits for what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        Refuse();
        await _queue.DisposeAsync().ConfigureAwait(false);
        List<Held> left;
        lock (_held)
            left = [.. _held.Values];

        foreach (var held in left)
            await held.Queue.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<Written>> WriteAsync(IReadOnlyList<QueuedCommit> batch)
    {
        var written = new Written[batch.Count];
        var free = new List<int>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            if (Find(batch[i].ConversationId, mayAdd: false) is { } held)
                written[i] = new(null, FollowAsync(held, batch[i]));
            else
                free.Add(i);
        }

        if (free.Count == 0)
            return written;

        var outcomes = await TryWriteAsync(free.Count == batch.Count ? batch : [.. free.Select(at => batch[at])]).ConfigureAwait(false);
        for (var i = 0; i < free.Count; i++)
        {
            var commit = batch[free[i]];
            written[free[i]] = outcomes[i] is { } outcome ? new(outcome, null) : new(null, FollowAsync(Find(commit.ConversationId, mayAdd: true)!, commit));
        }

        return written;
    }

    /// <summary>Writes without waiting. It never throws: the queue would try all again alone, also what follows elsewhere by now.</summary>
    private async Task<CommitOutcome?[]> TryWriteAsync(IReadOnlyList<QueuedCommit> batch)
    {
        try
        {
            return await _write(batch, false).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, each is tried once more in the queue of its conversation, which tells its caller.
        catch
#pragma warning restore CA1031
        {
            foreach (var commit in batch)
                commit.MayBeStored |= commit.Commit.Message is not null;

            return new CommitOutcome?[batch.Count];
        }
    }

    /// <summary>Finds the queue of a conversation that is held, and counts one more commit in it.</summary>
    private Held? Find(ConversationId id, bool mayAdd)
    {
        lock (_held)
        {
            if (!_held.TryGetValue(id, out var held))
            {
                if (!mayAdd)
                    return null;

                _held.Add(id, held = new(id, this));
                if (_isDisposed)
                    held.Queue.Dispose();
            }

            held.Count++;
            return held;
        }
    }

    private async Task<CommitOutcome> FollowAsync(Held held, QueuedCommit commit)
    {
        try
        {
            // What may be stored is not given up while it waits: its caller would be told that it is not.
            return await held.Queue.WriteAsync(commit, commit.MayBeStored ? CancellationToken.None : commit.CancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException error) when (commit.MayBeStored)
        {
            throw new OutcomeUnknownException(commit.Commit.Message?.Id, error);
        }
        finally
        {
            if (commit.GiveUp())
                Leave(held);
        }
    }

    private async Task<IReadOnlyList<CommitOutcome>> WriteAsync(Held held, IReadOnlyList<QueuedCommit> batch)
    {
        foreach (var commit in batch)
            commit.HandOn();

        try
        {
            // Not found held although it waited, a conversation was created at this very moment.
            var outcomes = await _write(batch, true).ConfigureAwait(false);
            return [.. outcomes.Select(outcome => outcome ?? CommitOutcome.Stale.Instance)];
        }
        finally
        {
            foreach (var commit in batch.Where(commit => commit.End()))
                Leave(held);
        }
    }

    private void Leave(Held held)
    {
        lock (_held)
        {
            if (--held.Count == 0)
                _held.Remove(held.Id);
        }
    }

    /// <summary>The outcome, or who brings it later.</summary>
    private readonly record struct Written(CommitOutcome? Outcome, Task<CommitOutcome>? Later);

    /// <summary>What waits for a conversation, and how much it is.</summary>
    private sealed class Held
    {
        [SuppressMessage("Reliability", "CA2000", Justification = "The lane disposes it.")]
        internal Held(ConversationId id, WriteLane lane) => (Id, Queue) = (id, new(batch => lane.WriteAsync(this, batch)));

        internal ConversationId Id { get; }

        internal WriteQueue<QueuedCommit, CommitOutcome> Queue { get; }

        internal int Count { get; set; }
    }
}
