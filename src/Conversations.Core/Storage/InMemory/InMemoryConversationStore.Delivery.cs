namespace Conversations.Storage.InMemory;

/// <content>Delivery of changes to handlers.</content>
public sealed partial class InMemoryConversationStore : IConversationRows
{
    /// <inheritdoc/>
    public Task<DeliveryTick> TickAsync(DeliveryHost host, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Cancelled<DeliveryTick>(cancellationToken) ?? Task.FromResult(_deliveries.Tick(host));
    }

    /// <inheritdoc/>
    public Task EndHostAsync(Guid hostId, CancellationToken cancellationToken = default)
    {
        if (Cancelled<bool>(cancellationToken) is { } cancelled)
            return cancelled;

        _deliveries.EndHost(hostId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> TryAddHandlerAsync(string name, string state, bool walks, CancellationToken cancellationToken = default) =>
        Cancelled<bool>(cancellationToken) ?? Task.FromResult(_deliveries.TryAdd(name, state, walks));

    /// <inheritdoc/>
    public Task<bool> TrySetHandlerAsync(string name, string state, long expectedVersion, CancellationToken cancellationToken = default) =>
        Cancelled<bool>(cancellationToken) ?? Task.FromResult(_deliveries.TrySet(name, state, expectedVersion));

    /// <inheritdoc/>
    /// <remarks>This store removes all rows at once, so it returns false.</remarks>
    public Task<bool> RemoveHandlerAsync(string name, CancellationToken cancellationToken = default)
    {
        if (Cancelled<bool>(cancellationToken) is { } cancelled)
            return cancelled;

        _deliveries.Remove(name);
        return Task.FromResult(false);
    }

    /// <inheritdoc/>
    public Task<bool> WalkAsync(
        string name, long expectedVersion, DateTimeOffset? from, int limit, CancellationToken cancellationToken = default) =>
        Cancelled<bool>(cancellationToken) ?? Task.FromResult(_deliveries.Walk(name, expectedVersion, from, limit));

    /// <inheritdoc/>
    public Task<bool> TryRestartWalkAsync(string name, string state, long expectedVersion, CancellationToken cancellationToken = default) =>
        Cancelled<bool>(cancellationToken) ?? Task.FromResult(_deliveries.TryRestartWalk(name, state, expectedVersion));

    /// <inheritdoc/>
    public Task<DeliveryWork> FindWorkAsync(DeliveryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Cancelled<DeliveryWork>(cancellationToken) ?? Task.FromResult(_deliveries.FindWork(query));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeliveryLease>> LeaseAsync(
        Guid hostId, IReadOnlyList<DeliveryKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Cancelled<IReadOnlyList<DeliveryLease>>(cancellationToken) ?? Task.FromResult<IReadOnlyList<DeliveryLease>>(_deliveries.Lease(hostId, keys));
    }

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
        Cancelled<IReadOnlyList<bool>>(cancellationToken) ?? Task.FromResult<IReadOnlyList<bool>>(_deliveries.Report(hostId, reports));

    /// <inheritdoc/>
    public Task SettleAsync(Guid hostId, IReadOnlyList<ConversationId> conversations, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        if (Cancelled<bool>(cancellationToken) is { } cancelled)
            return cancelled;

        _deliveries.Settle(hostId, conversations);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<FailedDelivery>> ListFailedAsync(
        string name, bool parkedOnly, ConversationId? after, int limit, CancellationToken cancellationToken = default) =>
        Cancelled<IReadOnlyList<FailedDelivery>>(cancellationToken)
            ?? Task.FromResult<IReadOnlyList<FailedDelivery>>(_deliveries.ListFailed(name, parkedOnly, after, limit));

    /// <inheritdoc/>
    public Task<int> RetryFailedAsync(string name, ConversationId? conversation, long? upTo, CancellationToken cancellationToken = default) =>
        Cancelled<int>(cancellationToken) ?? Task.FromResult(_deliveries.RetryFailed(name, conversation, upTo));

    /// <inheritdoc/>
    public Task<HandlerLag> MeasureAsync(string name, CancellationToken cancellationToken = default) =>
        Cancelled<HandlerLag>(cancellationToken) ?? Task.FromResult(_deliveries.Measure(name));

    /// <inheritdoc/>
    public Task<ConversationId?> PruneAsync(LogPruning prune, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prune);
        if (Cancelled<ConversationId?>(cancellationToken) is { } cancelled)
            return cancelled;

        foreach (var (at, userId, id) in _changed.TakeEnded(_changed.Now - prune.KeepFor))
            InRows(id, rows => rows.ForgetEnded(userId, at));

        return Task.FromResult(_deliveries.Prune(prune));
    }

    T IConversationRows.Read<T>(ConversationId id, Func<ConversationState, T> read) => InRows(id, read)!;

    IEnumerable<ConversationId> IConversationRows.IdsAfter(ConversationId? after) => IdsAfter(after, CancellationToken.None);
}
