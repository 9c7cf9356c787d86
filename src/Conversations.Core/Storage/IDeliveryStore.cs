namespace Conversations.Storage;

/// <summary>
/// Keeps how far each change handler is in each conversation, so that the log of changes is delivered by any number of hosts. A store
/// implements it beside <see cref="IConversationStore"/>.
/// </summary>
/// <remarks>
/// <para>
/// 1. The row of a conversation has a mark: null if every handler has handled all changes, otherwise the version after which changes may
/// be undelivered. A commit that finds no mark sets it to the version before its own change, in the statement that it runs anyway. A
/// commit that finds a mark leaves it as it is. So do deletions by <see cref="IPersonalDataStore.DeleteMessagesOfAsync"/>.
/// </para>
/// <para>
/// 2. The position of a handler in a conversation is the version up to which it has handled changes. It is in a row of the handler and
/// the conversation; if there is no such row, it is the mark, and without a mark the version of the conversation. A handler whose
/// <see cref="HandlerRow.WalkedTo"/> is before the id of the conversation has no position there yet.
/// </para>
/// <para>
/// 3. A row is leased by a host while the host is alive (<see cref="TickAsync"/>). Each lease raises the fence of the row, also if the row
/// was removed in between. A report of an earlier fence, or of another host, changes nothing. No lease depends on a session of the database.
/// </para>
/// <para>
/// 4. Times are those of the database, or of the registered <see cref="TimeProvider"/> if the store has no server. A host passes
/// durations only.
/// </para>
/// <para>
/// 5. A deleted conversation keeps its mark and its rows. Positions are never greater than the version of the conversation.
/// </para>
/// <para>
/// 6. A row whose <see cref="DeliveryReport.TriedTo"/> is less than the version of its conversation is work, and is leased, even if it is not due or is
/// parked. Changes up to it do not count in <see cref="MeasureAsync"/>. A walk removes it.
/// </para>
/// </remarks>
public interface IDeliveryStore
{
    /// <summary>Reports that a host is alive and runs handlers, and reads how all handlers stand.</summary>
    /// <remarks>
    /// <para>
    /// 1. From the call on, the host is alive for the duration that it asks for.
    /// </para>
    /// </remarks>
    /// <param name="host">The host.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The time of the database, whether the host was alive until this call, and all handlers by name.</returns>
    Task<DeliveryTick> TickAsync(DeliveryHost host, CancellationToken cancellationToken = default);

    /// <summary>Removes a host. It succeeds also if the host is not known.</summary>
    /// <remarks>
    /// <para>
    /// 1. The host is not alive from then on, so its leases are free at once.
    /// </para>
    /// </remarks>
    /// <param name="hostId">The host.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the host is removed.</returns>
    Task EndHostAsync(Guid hostId, CancellationToken cancellationToken = default);

    /// <summary>Stores a handler whose name is new.</summary>
    /// <remarks>
    /// <para>
    /// 1. Its position in each conversation with a mark becomes the version of the conversation, at one moment with the storing.
    /// </para>
    /// <para>
    /// 2. With <paramref name="walks"/> it has no positions, and <see cref="WalkAsync"/> gives them.
    /// </para>
    /// </remarks>
    /// <param name="name">The name of the handler.</param>
    /// <param name="state">What the library keeps about the handler, in a text that the store does not read.</param>
    /// <param name="walks">True if the handler begins with changes that are in the log already.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if the handler was stored; false if the name was stored before, and nothing was written.</returns>
    Task<bool> TryAddHandlerAsync(string name, string state, bool walks, CancellationToken cancellationToken = default);

    /// <summary>Replaces what the library keeps about a handler.</summary>
    /// <remarks>
    /// <para>
    /// 1. The text is replaced only if the row has the expected version. The new version is one more.
    /// </para>
    /// </remarks>
    /// <param name="name">The name of the handler.</param>
    /// <param name="state">The new text.</param>
    /// <param name="expectedVersion">The version that the row must have.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if the text was stored; false if the row has another version or does not exist.</returns>
    Task<bool> TrySetHandlerAsync(string name, string state, long expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>Removes a handler, and a bounded number of its rows.</summary>
    /// <remarks>
    /// <para>
    /// 1. It has nothing to do then, and its leases have ended.
    /// </para>
    /// </remarks>
    /// <param name="name">The name of the handler.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if there are more rows to remove, so that the caller calls again.</returns>
    Task<bool> RemoveHandlerAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Gives a handler its positions in a bounded number of conversations.</summary>
    /// <remarks>
    /// <para>
    /// 1. A walk goes in the order of the ids. It begins at the first conversation if <see cref="HandlerRow.WalkedTo"/> is empty, and ends
    /// with null.
    /// </para>
    /// <para>
    /// 2. The position is the version before the first change of the log at or after the time. It replaces a position that is
    /// there, and raises the fence. A living host keeps the row, and leases it again.
    /// </para>
    /// <para>
    /// 3. If the row of the handler has another version than the expected one, the call does nothing and returns true.
    /// </para>
    /// </remarks>
    /// <param name="name">The name of the handler.</param>
    /// <param name="expectedVersion">The version that the row of the handler must have.</param>
    /// <param name="from">The time, or null for the beginning of the log.</param>
    /// <param name="limit">The greatest number of conversations, at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if the walk goes on; false if it ended, or no walk is under way.</returns>
    Task<bool> WalkAsync(string name, long expectedVersion, DateTimeOffset? from, int limit, CancellationToken cancellationToken = default);

    /// <summary>Replaces what the library keeps about a handler, and lets it walk all conversations again, from the first.</summary>
    /// <remarks>
    /// <para>
    /// 1. Both or nothing is done, as in <see cref="TrySetHandlerAsync"/>.
    /// </para>
    /// </remarks>
    /// <param name="name">The name of the handler.</param>
    /// <param name="state">The new text.</param>
    /// <param name="expectedVersion">The version that the row must have.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if both were stored; false if the row has another version or does not exist.</returns>
    Task<bool> TryRestartWalkAsync(string name, string state, long expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>Finds conversations in which handlers have something to do: their position is behind, it is due, and no other living host has the lease.</summary>
    /// <remarks>
    /// <para>
    /// 1. The longest due come first. Conversations whose marks <see cref="SettleAsync"/> can remove are listed apart: no other living host has
    /// leased a row of them, and none of the handlers has something to do there.
    /// </para>
    /// </remarks>
    /// <param name="query">The handlers, and how much to find.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The work.</returns>
    Task<DeliveryWork> FindWorkAsync(DeliveryQuery query, CancellationToken cancellationToken = default);

    /// <summary>Leases rows to a host.</summary>
    /// <remarks>
    /// <para>
    /// 1. A row that does not exist is created with the position of rule 2 of the interface. A row that the host has leased already gets a new lease.
    /// </para>
    /// <para>
    /// 2. A host that is not alive gets no lease. Nor is a row leased that another living host has leased, that is not due or is parked, or in
    /// which nothing is behind.
    /// </para>
    /// </remarks>
    /// <param name="hostId">The host.</param>
    /// <param name="keys">The handlers and conversations.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The leases. What is not leased is left out.</returns>
    Task<IReadOnlyList<DeliveryLease>> LeaseAsync(Guid hostId, IReadOnlyList<DeliveryKey> keys, CancellationToken cancellationToken = default);

    /// <summary>Reads what is delivered: changes after a version, and the conversation and the messages as they are now.</summary>
    /// <remarks>
    /// <para>
    /// 1. There is one content per range, each of one moment. Changes are those of <see cref="IConversationStore.ListChangesAsync"/>.
    /// </para>
    /// <para>
    /// 2. Each content says where the log begins, also if no change is left of it.
    /// </para>
    /// <para>
    /// 3. Changes of other types than <see cref="DeliveryRange.Kinds"/> are passed over. They do not count towards the limit.
    /// </para>
    /// </remarks>
    /// <param name="ranges">The ranges of changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One content per range, in the same order.</returns>
    Task<IReadOnlyList<DeliveryContent>> ReadContentAsync(IReadOnlyList<DeliveryRange> ranges, CancellationToken cancellationToken = default);

    /// <summary>Stores how far leased rows are.</summary>
    /// <remarks>
    /// <para>
    /// 1. A report counts only if the host has the lease with the same fence. Then position, attempts and error are those of the report, and
    /// the step says what becomes of the row (<see cref="DeliveryStep"/>).
    /// </para>
    /// </remarks>
    /// <param name="hostId">The host.</param>
    /// <param name="reports">The reports, at most one per row.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Per report, in the same order, whether it was stored. If not, the host has lost the lease.</returns>
    Task<IReadOnlyList<bool>> ReportAsync(Guid hostId, IReadOnlyList<DeliveryReport> reports, CancellationToken cancellationToken = default);

    /// <summary>Removes the marks of conversations. Those of a conversation that is locked or that a walk has not reached may stay.</summary>
    /// <remarks>
    /// <para>
    /// 1. The leases of the host in these conversations end, locked or not. A known handler that is behind has a row that is due from then on, unless it is
    /// parked.
    /// </para>
    /// <para>
    /// 2. Rows that are not behind, are not parked and are not leased by another living host are removed.
    /// </para>
    /// </remarks>
    /// <param name="hostId">The host.</param>
    /// <param name="conversations">The conversations.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the marks are removed.</returns>
    Task SettleAsync(Guid hostId, IReadOnlyList<ConversationId> conversations, CancellationToken cancellationToken = default);

    /// <summary>Reads a page of a handler's rows that are parked or were tried without success.</summary>
    /// <remarks>
    /// <para>
    /// 1. The rows are in the order of the ids of the conversations. A page begins after an id.
    /// </para>
    /// </remarks>
    /// <param name="name">The name of the handler.</param>
    /// <param name="parkedOnly">True for parked rows only.</param>
    /// <param name="after">The conversation after which the page begins, or null to begin with the first.</param>
    /// <param name="limit">The greatest number of rows, at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The rows.</returns>
    Task<IReadOnlyList<FailedDelivery>> ListFailedAsync(
        string name, bool parkedOnly, ConversationId? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Lets failed rows of a handler be tried again.</summary>
    /// <remarks>
    /// <para>
    /// 1. Rows that are parked or were tried without success are due at once, with no failed attempts and a higher fence. A
    /// living host keeps the row, and leases it again.
    /// </para>
    /// </remarks>
    /// <param name="name">The name of the handler.</param>
    /// <param name="conversation">The conversation, or null for all.</param>
    /// <param name="upTo">The version up to which the changes are skipped, or null to try them again.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of rows.</returns>
    Task<int> RetryFailedAsync(string name, ConversationId? conversation, long? upTo, CancellationToken cancellationToken = default);

    /// <summary>Counts what a handler has not handled.</summary>
    /// <remarks>
    /// <para>
    /// 1. Changes of parked conversations do not count, nor what a walk has not reached.
    /// </para>
    /// </remarks>
    /// <param name="name">The name of the handler.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The numbers.</returns>
    Task<HandlerLag> MeasureAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Removes old changes from the logs of a bounded number of conversations, in the order of their ids.</summary>
    /// <remarks>
    /// <para>
    /// 1. The first changes of a log are removed, as far as they are older than <see cref="LogPruning.KeepFor"/> and every known handler has
    /// handled them, or older than <see cref="LogPruning.MaxRetention"/>. Messages stay.
    /// </para>
    /// </remarks>
    /// <param name="prune">The conversations and the times.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The last conversation that was looked at, or null if there are no more.</returns>
    Task<ConversationId?> PruneAsync(LogPruning prune, CancellationToken cancellationToken = default);
}
