using Conversations.Decisions;

namespace Conversations;

/// <summary>
/// Gathers the commits that wait. Messages to several conversations are written together, in several batches at once; the commits of one conversation are
/// written in the order in which they came. A commit whose conversation is locked waits for the lock apart from the batches, so it delays no other.
/// </summary>
/// <remarks>
/// There is no timer, so a commit that comes alone is written at once. A batch costs about as much as ten messages in it, so a further batch begins only
/// when as many commits wait as are under way: under load the batches become larger, not more.
/// </remarks>
/// <param name="write">
/// Writes several messages, or one other commit, and returns one outcome for each: null for a commit whose conversation is locked.
/// </param>
/// <param name="refuseLate">Returns the failure of a commit whose conversation is locked and that may wait no longer; otherwise null.</param>
/// <param name="maxBatches">The greatest number of batches under way at the same time, without those that wait for locked conversations.</param>
internal sealed class CommitQueue(
    Func<IReadOnlyList<QueuedCommit>, LockMode, Task<CommitOutcome?[]>> write, Func<QueuedCommit, CommitOutcome?> refuseLate, int maxBatches)
    : IAsyncDisposable
{
    private const int MaxSize = 256;

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The conversations with commits that wait or are under way.</summary>
    private readonly Dictionary<ConversationId, Line> _lines = [];

    /// <summary>The conversations with commits that wait, and none under way.</summary>
    private readonly Queue<Line> _ready = [];
    private int _readyCount;
    private int _underWay;
    private int _batches;
    private int _running;
    private bool _isBeginning;
    private bool _isDisposed;

    /// <summary>Queues commits, and waits until they are written. Those of one conversation are written in the order given.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; the message says whether the commit had been handed on.</exception>
    /// <exception cref="ObjectDisposedException">The queue was disposed before the commit was handed on, so it is not written.</exception>
    internal Task<CommitOutcome[]> EnqueueAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<CommitOutcome[]>(cancellationToken);

        QueuedCommit[] queued = [.. commits.Select(commit => new QueuedCommit(commit))];
        bool runsHere;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            foreach (var commit in queued)
                Add(commit);

            runsHere = _running == 0 && TryBeginBatch();
            if (!runsHere)
                BeginBatch();
        }

        // An uncontended commit runs on the caller's thread: no thread hop.
        if (runsHere)
            Start(RunBatchAsync);

        return Task.WhenAll(queued.Select(commit => commit.WaitAsync(cancellationToken)));
    }

    /// <summary>Refuses the commits that still wait, and waits for those that are under way.</summary>
    public async ValueTask DisposeAsync()
    {
        List<QueuedCommit> refused;
        lock (_lock)
        {
            _isDisposed = true;
            refused = [.. _lines.Values.SelectMany(line => line.Waiting)];
            foreach (var line in _lines.Values)
                line.Waiting.Clear();

            _ready.Clear();
            _readyCount = 0;
            EndIfLast();
        }

        foreach (var commit in refused)
            commit.RefuseAsDisposed();

        await _ended.Task.ConfigureAwait(false);
    }

    private void Add(QueuedCommit commit)
    {
        if (!_lines.TryGetValue(commit.ConversationId, out var line))
            _lines.Add(commit.ConversationId, line = new(commit.ConversationId));

        line.Waiting.AddLast(commit);
        if (line.IsBusy)
            return;

        _readyCount++;
        if (line.Waiting.Count == 1)
            _ready.Enqueue(line);
    }

    private void BeginBatch()
    {
        if (TryBeginBatch())
            Start(() => Task.Run(RunBatchAsync));
    }

    private bool TryBeginBatch()
    {
        if (_isBeginning || _batches == maxBatches || !_ready.TryPeek(out var next) || (_readyCount < _underWay && next.Waiting.First!.Value.IsSend))
            return false;

        _isBeginning = true;
        _batches++;
        _running++;
        return true;
    }

    /// <summary>Takes the commits that wait now, which may be more than when the batch was begun, and writes them.</summary>
    private async Task RunBatchAsync()
    {
        List<QueuedCommit> batch;
        lock (_lock)
        {
            _isBeginning = false;
            batch = TakeBatch();
            _underWay += batch.Count;
            BeginBatch();
        }

        var locked = batch.Count == 0 ? [] : await WriteAndAnswerAsync(batch, LockMode.Skip).ConfigureAwait(false);
        lock (_lock)
        {
            _batches--;
            _underWay -= batch.Count;
            PutBack(locked);
            var lockedIds = locked.Select(commit => commit.ConversationId).ToHashSet();
            foreach (var line in batch.Select(commit => commit.ConversationId).Distinct().Select(id => _lines[id]))
            {
                if (lockedIds.Contains(line.Id))
                    BeginLocked(line);
                else
                    Free(line);
            }

            End();
        }
    }

    private List<QueuedCommit> TakeBatch()
    {
        var batch = new List<QueuedCommit>();
        while (batch.Count < MaxSize && _ready.TryPeek(out var line) && (batch.Count == 0 || (batch[0].IsSend && line.Waiting.First!.Value.IsSend)))
        {
            _readyCount -= line.Waiting.Count;
            _ready.Dequeue();
            Take(line, batch);
        }

        return batch;
    }

    /// <summary>Takes the messages that wait at the head of a line, each message id once and all with the same effects of an import, or one other commit.</summary>
    private void Take(Line line, List<QueuedCommit> batch)
    {
        line.IsBusy = true;
        var before = batch.Count;
        var ids = line.Waiting.Count > 1 ? new HashSet<MessageId>() : null;
        while (batch.Count < MaxSize && line.Waiting.First?.Value is { } commit && (batch.Count == 0 || (batch[0].IsSend && commit.IsSend)))
        {
            if (batch.Count > before && commit.Write.Import != batch[before].Write.Import)
                break;
            if (commit.Write.Message is { } message && ids?.Add(message.Id) == false)
                break;

            line.Waiting.RemoveFirst();
            if (commit.TryTake())
                batch.Add(commit);
        }

        if (batch.Count == before)
            Free(line);
    }

    /// <summary>Lets the next commits of a conversation be taken.</summary>
    private void Free(Line line)
    {
        line.IsBusy = false;
        if (line.Waiting.Count == 0)
        {
            _lines.Remove(line.Id);
            return;
        }

        _ready.Enqueue(line);
        _readyCount += line.Waiting.Count;
    }

    /// <summary>Writes the first commits of a locked conversation, apart from the batches.</summary>
    private async Task RunLockedAsync(Line line)
    {
        var batch = new List<QueuedCommit>();
        lock (_lock)
        {
            Take(line, batch);
            if (batch.Count == 0)
            {
                End();
                return;
            }
        }

        var locked = await WriteAndAnswerAsync(batch, LockMode.Wait).ConfigureAwait(false);
        lock (_lock)
        {
            PutBack(locked);
            if (locked.Count > 0)
            {
                RefuseLate(line);
                BeginLocked(line);
            }
            else
            {
                Free(line);
            }

            End();
        }
    }

    /// <summary>Refuses the commits of a locked conversation whose calls have waited as long as they may, the first in the line or not.</summary>
    private void RefuseLate(Line line)
    {
        for (var node = line.Waiting.First; node is not null;)
        {
            var (one, next) = (node.Value, node.Next);
            if (refuseLate(one) is { } failure)
            {
                line.Waiting.Remove(node);
                if (one.TryTake())
                    one.Answer(failure);
            }

            node = next;
        }
    }

    /// <summary>Writes commits and answers their callers, except for those whose conversation is locked, which it returns.</summary>
    private async Task<List<QueuedCommit>> WriteAndAnswerAsync(List<QueuedCommit> batch, LockMode mode)
    {
        var locked = new List<QueuedCommit>();
        PostgreSqlTelemetry.RecordBatch(batch.Count);
        try
        {
            var outcomes = await write(batch, mode).ConfigureAwait(false);
            for (var i = 0; i < outcomes.Length; i++)
            {
                if (outcomes[i] is { } outcome)
                    batch[i].Answer(outcome);
                else
                    locked.Add(batch[i]);
            }
        }
#pragma warning disable CA1031 // Any failure belongs to the callers that wait, and it is unknown what was written.
        catch (Exception error)
#pragma warning restore CA1031
        {
            foreach (var commit in batch)
                commit.FailAsUnknown(error);

            locked.Clear();
        }

        return locked;
    }

    private void PutBack(List<QueuedCommit> locked)
    {
        for (var i = locked.Count - 1; i >= 0; i--)
        {
            if (_isDisposed)
                locked[i].RefuseAsDisposed();
            else
                _lines[locked[i].ConversationId].Waiting.AddFirst(locked[i].WaitAgain());
        }
    }

    private void BeginLocked(Line line)
    {
        _running++;
        Start(() => Task.Run(() => RunLockedAsync(line)));
    }

    /// <summary>Starts a write without the context (trace, ambient transaction) of the caller, since it writes for other callers too.</summary>
    private static void Start(Func<Task> write)
    {
        using var context = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        _ = write();
    }

    private void End()
    {
        _running--;
        BeginBatch();
        EndIfLast();
    }

    private void EndIfLast()
    {
        if (_isDisposed && _running == 0)
            _ended.TrySetResult();
    }

    /// <summary>The commits of one conversation that wait.</summary>
    private sealed class Line(ConversationId id)
    {
        internal ConversationId Id => id;

        internal LinkedList<QueuedCommit> Waiting { get; } = [];

        internal bool IsBusy { get; set; }
    }
}
