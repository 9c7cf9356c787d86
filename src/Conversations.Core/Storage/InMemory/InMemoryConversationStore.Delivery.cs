namespace Conversations.Storage.InMemory;

/// <content>Delivery of changes to handlers.</content>
public sealed partial class InMemoryConversationStore : IConversationRows
{
    /// <inheritdoc/>
    public Task<DeliveryTick> TickAsync(DeliveryHost host, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Do(() => _deliveries.Tick(host), cancellationToken);
    }

    /// <inheritdoc/>
    public Task EndHostAsync(Guid hostId, CancellationToken cancellationToken = default) => Do(() => _deliveries.EndHost(hostId), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryAddHandlerAsync(string name, string state, bool walks, CancellationToken cancellationToken = default) =>
        Do(() => _deliveries.TryAdd(name, state, walks), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TrySetHandlerAsync(string name, string state, long expectedVersion, CancellationToken cancellationToken = default) =>
        Do(() => _deliveries.TrySet(name, state, expectedVersion), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>This store removes all rows at once, so it returns false.</remarks>
    public Task<bool> RemoveHandlerAsync(string name, CancellationToken cancellationToken = default) => Do(
        () =>
        {
            _deliveries.Remove(name);
            return false;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> WalkAsync(
        string name, long expectedVersion, DateTimeOffset? from, int limit, CancellationToken cancellationToken = default) =>
        Do(() => _deliveries.Walk(name, expectedVersion, from, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryRestartWalkAsync(string name, string state, long expectedVersion, CancellationToken cancellationToken = default) =>
        Do(() => _deliveries.TryRestartWalk(name, state, expectedVersion), cancellationToken);

    /// <inheritdoc/>
    public Task<DeliveryWork> FindWorkAsync(DeliveryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Do(() => _deliveries.FindWork(query), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeliveryLease>> LeaseAsync(
        Guid hostId, IReadOnlyList<DeliveryKey> keys, CancellationToken cancellationToken = default) =>
        Do<IReadOnlyList<DeliveryLease>>(() => _deliveries.Lease(hostId, keys), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeliveryContent>> ReadContentAsync(
        IReadOnlyList<DeliveryRange> ranges, CancellationToken cancellationToken = default) =>
        Do<IReadOnlyList<DeliveryContent>>(
            () =>
            [
                .. ranges.Select(range => InRows(range.ConversationId, rows => rows.ReadContent(range))
                    ?? new(0, 0, new([], IsPruned: false), null, new Dictionary<MessageId, Message>())),
            ],
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<bool>> ReportAsync(
        Guid hostId, IReadOnlyList<DeliveryReport> reports, CancellationToken cancellationToken = default) =>
        Do<IReadOnlyList<bool>>(() => _deliveries.Report(hostId, reports), cancellationToken);

    /// <inheritdoc/>
    public Task SettleAsync(Guid hostId, IReadOnlyList<ConversationId> conversations, CancellationToken cancellationToken = default) =>
        Do(() => _deliveries.Settle(hostId, conversations), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FailedDelivery>> ListFailedAsync(
        string name, bool parkedOnly, ConversationId? after, int limit, CancellationToken cancellationToken = default) =>
        Do<IReadOnlyList<FailedDelivery>>(() => _deliveries.ListFailed(name, parkedOnly, after, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<int> RetryFailedAsync(string name, ConversationId? conversation, long? upTo, CancellationToken cancellationToken = default) =>
        Do(() => _deliveries.RetryFailed(name, conversation, upTo), cancellationToken);

    /// <inheritdoc/>
    public Task<HandlerLag> MeasureAsync(string name, CancellationToken cancellationToken = default) =>
        Do(() => _deliveries.Measure(name), cancellationToken);

    /// <inheritdoc/>
    public Task<ConversationId?> PruneAsync(LogPruning prune, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prune);
        return Do(
            () =>
            {
                foreach (var (at, userId, id) in _changed.TakeEnded(_changed.Now - prune.KeepFor))
                    InRows(id, rows => rows.ForgetEnded(userId, at));

                return _deliveries.Prune(prune);
            },
            cancellationToken);
    }

    T IConversationRows.Read<T>(ConversationId id, Func<ConversationState, T> read) => InRows(id, read)!;

    IEnumerable<ConversationId> IConversationRows.IdsAfter(ConversationId? after) => IdsAfter(after, CancellationToken.None);

    private Task<bool> Do(Action work, CancellationToken cancellationToken) => Do(
        () =>
        {
            work();
            return true;
        },
        cancellationToken);
}
