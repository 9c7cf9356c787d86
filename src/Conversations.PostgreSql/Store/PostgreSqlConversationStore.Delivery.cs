using Conversations.Storage;

namespace Conversations;

/// <content>Delivery of changes to handlers: hosts, and what there is to do.</content>
/// <remarks>
/// Locks are taken in one order: the table of handlers, conversations by id, rows of handlers by conversation and handler. A statement whose result
/// depends on rows that are locked follows the one that locks them, because only then it sees what was committed while it waited.
/// </remarks>
public sealed partial class PostgreSqlConversationStore : IDeliveryStore
{
    /// <summary>How long the row of a host is kept that does not end its stay. It only has to be longer than a host can take between two statements.</summary>
    private static readonly TimeSpan _keepsHosts = TimeSpan.FromHours(1);

    /// <summary>The clock that leases and due times are compared with. It is read before the statements that use it, which are given its time as a constant.</summary>
    private const string ClockSql = "SELECT clock_timestamp()";

    private const string TickSql = "SELECT * FROM @schema.tick_delivery(@host, @names, @aliveFor::interval, @keepsHosts, @lockWait)";

    private const string EndHostSql = "DELETE FROM @schema.delivery_hosts WHERE host_id = @host";

    /// <summary>The condition that no living host has the lease of "d".</summary>
    private const string IsFree = "(d.owner IS NULL OR NOT EXISTS (SELECT 1 FROM @schema.delivery_hosts o WHERE o.host_id = d.owner AND o.alive_until > @now))";

    /// <summary>The condition that the handler "h" has a position in the conversation "c" without a row.</summary>
    private const string HasWalkedPast = "(h.walked_to IS NULL OR c.conversation_id <= h.walked_to)";

    /// <summary>
    /// Finds rows to lease: those of conversations with a mark, and those that are due in others; and the conversations with a mark in which nothing is
    /// to do, with '' as the handler. The index of the marks and that of the due times keep it from reading others, and so does the limit of one row: without
    /// it the planner reads all rows of handlers to join those of a few conversations. All of it uses the time at which the statement began.
    /// </summary>
    private static readonly string _findWorkSql =
        $"""
        WITH clock AS MATERIALIZED (SELECT clock_timestamp() AS at), work AS (
            SELECT h.name AS handler, c.conversation_id, coalesce(d.due_at, @now) AS due_at
            FROM @schema.conversations c
            JOIN @schema.delivery_handlers h ON h.name = ANY (@handlers)
            LEFT JOIN LATERAL (
                SELECT * FROM @schema.deliveries r WHERE r.conversation_id = c.conversation_id AND r.handler = h.name LIMIT 1) d ON true
            WHERE c.pending IS NOT NULL
                AND CASE WHEN d.handler IS NULL THEN c.pending < c.version AND {HasWalkedPast} ELSE d.position < c.version END
                AND (d.handler IS NULL OR (NOT d.is_parked AND (d.due_at IS NULL OR d.due_at <= @now) AND (d.owner = @host OR {IsFree}))))
        (SELECT k.handler, k.conversation_id, k.due_at
        FROM (
            SELECT handler, conversation_id, due_at FROM work
            UNION ALL
            SELECT h.name, f.conversation_id, f.due_at
            FROM @schema.delivery_handlers h
            CROSS JOIN LATERAL (
                SELECT d.conversation_id, d.due_at
                FROM @schema.deliveries d
                JOIN @schema.conversations c ON c.conversation_id = d.conversation_id AND c.pending IS NULL AND d.position < c.version
                WHERE d.handler = h.name AND d.due_at <= @now AND NOT d.is_parked AND (d.owner = @host OR {IsFree})
                ORDER BY d.due_at
                LIMIT @limit) f
            WHERE h.name = ANY (@handlers)) k
        ORDER BY k.due_at, k.conversation_id
        LIMIT @limit)
        UNION ALL
        (SELECT '', c.conversation_id, NULL
        FROM @schema.conversations c
        WHERE c.pending IS NOT NULL AND NOT EXISTS (SELECT 1 FROM work w WHERE w.conversation_id = c.conversation_id)
            AND NOT EXISTS (
                SELECT 1 FROM @schema.deliveries d
                JOIN @schema.delivery_hosts o ON o.host_id = d.owner AND o.alive_until > @now
                WHERE d.conversation_id = c.conversation_id)
        LIMIT @limit)
        ORDER BY due_at
        """.Replace("@now", "(SELECT at FROM clock)", StringComparison.Ordinal);

    /// <inheritdoc/>
    public async Task<DeliveryTick> TickAsync(DeliveryHost host, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        CheckAlive(cancellationToken);
        var rows = await _database.WriteOnceAsync(
            (session, budget) => session.AllAsync(
                TickSql,
                static (ref row) => (Now: row.NextTime(), WasAlive: row.NextBoolean(), Handler: row.IsNextNull ? null : ReadHandler(ref row)),
                ("host", host.Id),
                ("names", host.Handlers.ToArray()),
                ("aliveFor", host.AliveFor > TimeSpan.Zero ? host.AliveFor : null),
                ("keepsHosts", _keepsHosts),
                ("lockWait", budget.LockWait)),
            new(_options.LockTimeout),
            cancellationToken).ConfigureAwait(false);
        return new(rows[0].Now, rows[0].WasAlive, [.. rows.Select(row => row.Handler).OfType<HandlerRow>()]);
    }

    /// <inheritdoc/>
    public Task EndHostAsync(Guid hostId, CancellationToken cancellationToken = default) =>
        WriteAsync(session => session.RunAsync(EndHostSql, ("host", hostId)), cancellationToken);

    /// <inheritdoc/>
    public Task<DeliveryWork> FindWorkAsync(DeliveryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadAsync(
            async session =>
            {
                var rows = await session.AllAsync(
                    _findWorkSql,
                    static (ref row) => new DeliveryKey(row.NextText(), row.NextConversation()),
                    ("handlers", query.Handlers.ToArray()),
                    ("host", query.HostId),
                    ("limit", query.Limit)).ConfigureAwait(false);
                return new DeliveryWork(
                    [.. rows.Where(key => key.Handler.Length > 0)], [.. rows.Where(key => key.Handler.Length == 0).Select(key => key.ConversationId)]);
            },
            cancellationToken);
    }

    private static HandlerRow ReadHandler(ref RowReader row) =>
        new(row.NextText(), row.NextText(), row.NextInt64(), row.NextTextOrNull(), row.NextTime());

    private static Task<DateTimeOffset> ReadClockAsync(PostgreSqlSession session) => session.FirstAsync(ClockSql, static (ref row) => row.NextTime());

    private Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => ReadAsync(ReadClockAsync, cancellationToken);

    /// <summary>Writes by statements that are one round trip and one transaction, and are safe to run twice.</summary>
    private Task<List<T>> WriteTogetherAsync<T>(
        string? lockSql, IReadOnlyList<string> sql, RowMap<T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        WriteTogetherAsync(new RetryBudget(_options.LockTimeout), lockSql, sql, map, cancellationToken, values);

    private Task<List<T>> WriteTogetherAsync<T>(
        RetryBudget budget, string? lockSql, IReadOnlyList<string> sql, RowMap<T> map, CancellationToken cancellationToken,
        params (string Name, object? Value)[] values)
    {
        CheckAlive(cancellationToken);
        return _database.WriteOnceAsync(
            (session, limits) => session.WriteTogetherAsync(PostgreSqlDatabase.Limits(limits), lockSql, sql, map, values), budget, cancellationToken);
    }
}
