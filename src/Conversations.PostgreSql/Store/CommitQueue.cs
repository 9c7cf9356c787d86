using Conversations.Storage;

namespace Conversations;

/// <summary>
/// Gathers the commits that wait: messages to several conversations are written together, in several batches at once; those to one conversation in the
/// order in which they came. What concerns a conversation that somebody else holds waits for it alone, and so holds up no other.
/// </summary>
/// <remarks>
/// There is no timer: who comes alone waits for nobody. A batch costs about as much as ten messages in it, so a further one begins only with as many
/// commits as are under way: the more wait, the larger the batches are, and not the more.
/// </remarks>
/// <param name="write">
/// Writes messages, or one other commit. The second argument says whether to wait for conversations that are held; without, the outcome of these is null.
/// </param>
/// <param name="maxBatches">How many batches are under way at once, those that wait for held conversations not among them.</param>
internal sealed class CommitQueue(Func<IReadOnlyList<QueuedCommit>, bool, Task<CommitOutcome?[]>> write, int maxBatches) : IAsyncDisposable
{
    private const int MaxSize = 256;

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The conversations that something waits for, or is under way for.</summary>
    private readonly Dictionary<ConversationId, Line> _lines = [];

    /// <summary>Those that something waits for, and nothing is under way for.</summary>
    private readonly Queue<Line> _ready = [];
    private int _readyCount;
    private int _underWay;
    private int _batches;
    private int _running;
    private bool _isBeginning;
    private bool _isDisposed;

    /// <summary>Waits for commits to be written, of one conversation in the order given.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up; the message says whether the commit had been handed on.</exception>
    /// <exception cref="ObjectDisposedException">The queue was disposed before the commit was handed on; it is not done.</exception>
    internal Task<CommitOutcome[]> WriteAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<CommitOutcome[]>(cancellationToken);

        QueuedCommit[] queued = [.. commits.Select(commit => new QueuedCommit(commit))];
        bool isAlone;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            foreach (var commit in queued)
                Add(commit);

            isAlone = _running == 0 && TryBeginBatch();
            if (!isAlone)
                BeginBatch();
        }

        // Who comes alone is spared the way to another thread.
        if (isAlone)
            Start(WriteBatchAsync);

        return Task.WhenAll(queued.Select(commit => commit.WaitAsync(cancellationToken)));
    }

    /// <summary>Refuses what still waits, and waits for what is under way.</summary>
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
            commit.Refuse();

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
            Start(() => Task.Run(WriteBatchAsync));
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

    /// <summary>Takes what waits by now, which is more than when the batch was begun, and writes it.</summary>
    private async Task WriteBatchAsync()
    {
        List<QueuedCommit> batch;
        lock (_lock)
        {
            _isBeginning = false;
            batch = TakeBatch();
            _underWay += batch.Count;
            BeginBatch();
        }

        var held = batch.Count == 0 ? [] : await AnswerAsync(batch, waits: false).ConfigureAwait(false);
        lock (_lock)
        {
            _batches--;
            _underWay -= batch.Count;
            PutBack(held);
            var heldIds = held.Select(commit => commit.ConversationId).ToHashSet();
            foreach (var line in batch.Select(commit => commit.ConversationId).Distinct().Select(id => _lines[id]))
            {
                if (heldIds.Contains(line.Id))
                    BeginHeld(line);
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

    /// <summary>Takes the messages that wait at the head of a line, none of them twice, or one other commit.</summary>
    private void Take(Line line, List<QueuedCommit> batch)
    {
        line.IsBusy = true;
        var before = batch.Count;
        var ids = line.Waiting.Count > 1 ? new HashSet<MessageId>() : null;
        while (batch.Count < MaxSize && line.Waiting.First?.Value is { } commit && (batch.Count == 0 || (batch[0].IsSend && commit.IsSend)))
        {
            if (commit.Commit.Message is { } message && ids?.Add(message.Id) == false)
                break;

            line.Waiting.RemoveFirst();
            if (commit.TryHandOn())
                batch.Add(commit);
        }

        if (batch.Count == before)
            Free(line);
    }

    /// <summary>Lets others write to a conversation again.</summary>
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

    /// <summary>Writes what waits first for a conversation that is held, beside the batches.</summary>
    private async Task WriteHeldAsync(Line line)
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

        await AnswerAsync(batch, waits: true).ConfigureAwait(false);
        lock (_lock)
        {
            Free(line);
            End();
        }
    }

    /// <summary>Writes, and answers all but those whose conversation is held: these are given back.</summary>
    private async Task<List<QueuedCommit>> AnswerAsync(List<QueuedCommit> batch, bool waits)
    {
        var held = new List<QueuedCommit>();
        PostgreSqlTelemetry.RecordBatch(batch.Count);
        try
        {
            var outcomes = await write(batch, waits).ConfigureAwait(false);
            for (var i = 0; i < outcomes.Length; i++)
            {
                // Not found held although it waited, a conversation was created at this very moment.
                if ((outcomes[i] ?? (waits ? CommitOutcome.Stale.Instance : null)) is { } outcome)
                    batch[i].Answer(outcome);
                else
                    held.Add(batch[i]);
            }
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to the callers who wait, and nobody knows what was done.
        catch (Exception error)
#pragma warning restore CA1031
        {
            foreach (var commit in batch)
                commit.Fail(error);

            held.Clear();
        }

        return held;
    }

    private void PutBack(List<QueuedCommit> held)
    {
        for (var i = held.Count - 1; i >= 0; i--)
        {
            if (_isDisposed)
                held[i].Refuse();
            else
                _lines[held[i].ConversationId].Waiting.AddFirst(held[i].PutBack());
        }
    }

    private void BeginHeld(Line line)
    {
        _running++;
        Start(() => Task.Run(() => WriteHeldAsync(line)));
    }

    /// <summary>Writes for everybody, and so does not go on in the context (trace, ambient transaction) of who came first.</summary>
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

    /// <summary>What waits for one conversation.</summary>
    private sealed class Line(ConversationId id)
    {
        internal ConversationId Id => id;

        internal LinkedList<QueuedCommit> Waiting { get; } = [];

        internal bool IsBusy { get; set; }
    }
}
