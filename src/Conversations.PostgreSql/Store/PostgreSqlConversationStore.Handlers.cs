namespace Conversations;

/// <content>Change handlers: storing, replacing and removing them.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>
    /// Waits until the settlements that do not see the handler are done, and keeps others from beginning. Otherwise a mark could be removed after the
    /// positions were taken, together with a change that came in between, and nothing would be due.
    /// </summary>
    private const string LockOutSettlementsSql = "LOCK TABLE @schema.delivery_handlers IN EXCLUSIVE MODE";

    private const string AddHandlerSql =
        """
        INSERT INTO @schema.delivery_handlers (name, state, version, walked_to, last_run_at) VALUES (@name, @state, 1, @walkedTo::text, @now)
        ON CONFLICT ON CONSTRAINT delivery_handlers_key DO NOTHING
        """;

    /// <summary>Removes what an earlier handler of the name left.</summary>
    private const string RemoveRemainsSql = "DELETE FROM @schema.deliveries WHERE handler = @name";

    private const string AddPositionsSql =
        """
        INSERT INTO @schema.deliveries (conversation_id, handler, position, fence, owner, attempts, due_at, is_parked, error)
        SELECT c.conversation_id, @name, c.version, @fence, NULL, 0, NULL, false, NULL FROM @schema.conversations c WHERE c.pending IS NOT NULL
        """;

    private const string SetHandlerSql =
        "UPDATE @schema.delivery_handlers SET state = @state, version = @expected + 1 WHERE name = @name AND version = @expected";

    private const string RemoveHandlerSql = "DELETE FROM @schema.delivery_handlers WHERE name = @name";

    private const string RemoveSomeRowsSql =
        """
        DELETE FROM @schema.deliveries WHERE handler = @name AND conversation_id IN (
            SELECT conversation_id FROM @schema.deliveries WHERE handler = @name LIMIT @limit)
        """;

    /// <inheritdoc/>
    public Task<bool> TryAddHandlerAsync(string name, string state, bool walks, CancellationToken cancellationToken = default) => WriteAsync(
        async session =>
        {
            var now = await ReadClockAsync(session).ConfigureAwait(false);
            await session.RunAsync(LockOutSettlementsSql).ConfigureAwait(false);
            if (await session.RunAsync(
                AddHandlerSql, ("name", name), ("state", state), ("walkedTo", walks ? "" : null), ("now", now)).ConfigureAwait(false) == 0)
            {
                return false;
            }

            await session.RunAsync(RemoveRemainsSql, ("name", name)).ConfigureAwait(false);
            if (!walks)
                await session.RunAsync(AddPositionsSql, ("name", name), ("fence", FirstFence(now))).ConfigureAwait(false);

            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TrySetHandlerAsync(string name, string state, long expectedVersion, CancellationToken cancellationToken = default) => WriteAsync(
        async session => await session.RunAsync(
            SetHandlerSql, ("name", name), ("state", state), ("expected", expectedVersion)).ConfigureAwait(false) == 1,
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RemoveHandlerAsync(string name, CancellationToken cancellationToken = default) => WriteAsync(
        async session =>
        {
            await session.RunAsync(RemoveHandlerSql, ("name", name)).ConfigureAwait(false);
            return await session.RunAsync(RemoveSomeRowsSql, ("name", name), ("limit", BatchSize)).ConfigureAwait(false) == BatchSize;
        },
        cancellationToken);
}
