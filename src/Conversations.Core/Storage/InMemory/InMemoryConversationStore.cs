using System.Collections.Concurrent;
using Conversations.Decisions;

namespace Conversations.Storage.InMemory;

/// <summary>Keeps conversations in memory, for tests and trials. All data is lost when the process ends.</summary>
/// <remarks>
/// Each conversation has its own lock. No call locks two conversations at a time, and there is no lock for all conversations.
/// </remarks>
public sealed partial class InMemoryConversationStore : IConversationStore
{
    private readonly ConcurrentDictionary<ConversationId, ConversationState> _conversations = [];
    private readonly InboxIndex _inboxes;
    private readonly ChangedIndex _changed;
    private readonly MarkSet _marks = new();
    private readonly DeliveryTable _deliveries;
    private readonly TimeProvider _time;
    private readonly CostCounter? _counter;

    /// <summary>Creates a store that keeps nothing yet.</summary>
    public InMemoryConversationStore()
        : this(null, null)
    {
    }

    /// <summary>Creates a store that keeps nothing yet.</summary>
    /// <param name="time">The clock of the leases and due times of change handlers, or null for that of the system.</param>
    public InMemoryConversationStore(TimeProvider? time)
        : this(null, time)
    {
    }

    /// <summary>Creates a store that counts what its calls cost, or counts nothing if there is no counter.</summary>
    internal InMemoryConversationStore(CostCounter? counter, TimeProvider? time)
    {
        (_counter, _inboxes, _time) = (counter, new(counter), time ?? TimeProvider.System);
        _changed = new(_time, counter);
        _deliveries = new(_marks, this, _time);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commits);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<IReadOnlyList<CommitOutcome>>(cancellationToken);

        _counter?.Calls += 1;
        _counter?.Commits += 1;
        var outcomes = new CommitOutcome[commits.Count];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = Apply(commits[i]);

        return Task.FromResult<IReadOnlyList<CommitOutcome>>(outcomes);
    }

    /// <inheritdoc/>
    /// <remarks>This store removes all rows when a conversation is deleted, so it always returns false.</remarks>
    public Task<bool> PurgeAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<bool>(cancellationToken) : Task.FromResult(false);

    /// <inheritdoc/>
    public Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Read(query.ConversationId, rows => rows?.Facts(query) ?? new() { ConversationId = query.ConversationId }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredConversation?> FindConversationAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) =>
        ReadAs(id, viewer, rows => rows.Read(viewer), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Participant>?> ListParticipantsAsync(ParticipantWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return ReadAs<IReadOnlyList<Participant>>(window.ConversationId, window.Viewer, rows => rows.ReadParticipants(window), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Participant?> FindParticipantAsync(
        ConversationId id, UserId userId, UserId? viewer, CancellationToken cancellationToken = default) =>
        ReadAs(id, viewer, rows => rows.ReadParticipant(userId), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return ReadAs<IReadOnlyList<Message>>(window.ConversationId, window.Viewer, rows => rows.ReadMessages(window, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Message?> FindMessageAsync(
        ConversationId id, MessageId messageId, UserId? viewer, CancellationToken cancellationToken = default) =>
        ReadAs(id, viewer, rows => rows.ReadMessage(messageId, viewer), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Reactor>?> ListReactorsAsync(ReactorWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return ReadAs(window.ConversationId, window.Viewer, rows => rows.ReadReactors(window), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default) =>
        Read(id, rows => rows?.ReadChanges(after, limit) ?? new([], IsPruned: false), cancellationToken);

    private CommitOutcome Apply(Commit commit)
    {
        var id = commit.Change.ConversationId;
        var rows = commit.Change is ConversationCreated
            ? _conversations.GetOrAdd(id, static (id, store) => new(id, store._inboxes, store._changed, store._marks), this)
            : _conversations.GetValueOrDefault(id);
        if (rows is null)
            return CommitOutcome.Stale.Instance;

        lock (rows.Lock)
            return rows.Apply(commit);
    }

    private Task<T?> ReadAs<T>(ConversationId id, UserId? viewer, Func<ConversationState, T?> read, CancellationToken cancellationToken)
        where T : class =>
        Read(id, rows => rows?.IsSeenBy(viewer) == true ? read(rows) : null, cancellationToken);

    private Task<T> Read<T>(ConversationId id, Func<ConversationState?, T> read, CancellationToken cancellationToken) => Do(
        () =>
        {
            if (_conversations.GetValueOrDefault(id) is not { } rows)
                return read(null);

            lock (rows.Lock)
                return read(rows);
        },
        cancellationToken);
}
