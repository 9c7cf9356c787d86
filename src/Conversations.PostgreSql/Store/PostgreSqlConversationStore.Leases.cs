using Conversations.Storage;

namespace Conversations;

/// <content>Leases of rows of handlers, and reports of how far they are.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>
    /// The handlers and conversations of a call, as "k". The statements also name the conversations as a list: by that the planner finds rows by their keys,
    /// also in a plan that it made while the table was empty.
    /// </summary>
    private const string Keys = "unnest(@handlers, @conversations) AS k (handler, conversation_id)";

    private const string LockDeliveriesSql =
        $"""
        SELECT count(*) FROM (
            SELECT 1 FROM {Keys}
            JOIN @schema.deliveries d ON d.conversation_id = k.conversation_id AND d.handler = k.handler
            WHERE d.conversation_id = ANY (@conversations)
            ORDER BY d.conversation_id, d.handler FOR NO KEY UPDATE OF d) l
        """;

    private const string HostIsAlive = "EXISTS (SELECT 1 FROM @schema.delivery_hosts o WHERE o.host_id = @host AND o.alive_until > @now)";

    private const string LeaseSql =
        $"""
        UPDATE @schema.deliveries AS d SET owner = @host, fence = d.fence + 1
        FROM {Keys}
        JOIN @schema.delivery_handlers h ON h.name = k.handler
        JOIN @schema.conversations c ON c.conversation_id = k.conversation_id
        WHERE d.conversation_id = ANY (@conversations) AND d.conversation_id = k.conversation_id AND d.handler = k.handler
            AND d.position < c.version AND ((NOT d.is_parked AND (d.due_at IS NULL OR d.due_at <= @now)) OR d.tried_to < c.version)
            AND (d.owner = @host OR {IsFree}) AND {HostIsAlive}
        RETURNING d.handler, d.conversation_id, d.fence, d.position, d.attempts, d.tried_to, d.aside
        """;

    private static readonly string _leaseNewSql = LeaseNew("SKIP LOCKED");
    private static readonly string _leaseNewLockedSql = LeaseNew("");

    private const string HasUnleasedSql =
        $"""
        SELECT true FROM {Keys}
        JOIN @schema.delivery_handlers h ON h.name = k.handler
        JOIN @schema.conversations c ON c.conversation_id = k.conversation_id AND c.pending < c.version
        WHERE {HasWalkedPast} AND NOT EXISTS (
            SELECT 1 FROM @schema.deliveries d WHERE d.conversation_id = k.conversation_id AND d.handler = k.handler)
        LIMIT 1
        """;

    /// <summary>
    /// The version is read after the rows are locked. A settlement, which locks them too, has then either seen the new position, or this sees every
    /// version that the settlement saw; so a row without a mark that is behind is due.
    /// </summary>
    private const string ReportSql =
        """
        UPDATE @schema.deliveries AS d
        SET position = r.position, attempts = r.attempts, error = r.error, tried_to = r.tried_to, aside = r.aside, is_parked = r.step = 3,
            due_at = CASE
                WHEN r.step = 2 THEN r.due_at
                WHEN r.step <> 3 AND r.position < c.version THEN least(d.due_at, @now)
            END,
            owner = CASE WHEN r.step = 0 THEN d.owner END
        FROM unnest(@handlers, @conversations, @fences, @positions, @steps, @attempts, @dues, @errors, @tried, @asides)
            AS r (handler, conversation_id, fence, position, step, attempts, due_at, error, tried_to, aside)
        JOIN @schema.conversations c ON c.conversation_id = r.conversation_id
        WHERE d.conversation_id = ANY (@conversations) AND d.conversation_id = r.conversation_id AND d.handler = r.handler AND d.owner = @host AND d.fence = r.fence
        RETURNING d.handler, d.conversation_id
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeliveryLease>> LeaseAsync(
        Guid hostId, IReadOnlyList<DeliveryKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var now = await ReadClockAsync(cancellationToken).ConfigureAwait(false);
        var leases = await LeaseAsync(new(_options.LockTimeout), LockDeliveriesSql, [LeaseSql, _leaseNewSql], keys).ConfigureAwait(false);

        // A conversation that others write to is locked again and again, and its row is not there yet. Only these are waited for, and not for long.
        var leased = leases.Select(lease => lease.Key).ToHashSet();
        List<DeliveryKey> left = [.. keys.Where(key => !leased.Contains(key))];
        if (left.Count == 0 || !await ReadAsync(
            session => session.FirstAsync(HasUnleasedSql, static (ref _) => true, Values(left)), cancellationToken).ConfigureAwait(false))
        {
            return leases;
        }

        try
        {
            leases.AddRange(await LeaseAsync(RetryBudget.Once(_briefWait), lockSql: null, [_leaseNewLockedSql], left).ConfigureAwait(false));
        }
        catch (StorageException error) when (PostgreSqlErrors.IsLocked(error.InnerException))
        {
            // They are left out, and found again.
        }

        return leases;

        Task<List<DeliveryLease>> LeaseAsync(RetryBudget budget, string? lockSql, string[] sql, IReadOnlyList<DeliveryKey> some) => WriteTogetherAsync(
            budget,
            lockSql,
            sql,
            static (ref row) => new DeliveryLease(
                new(row.NextText(), row.NextConversation()), row.NextInt64(), row.NextInt64(), row.NextInt32(), row.NextInt64OrNull(), row.NextTextOrNull()),
            cancellationToken,
            [("host", hostId), ("now", now), ("fence", FirstFence(now)), .. Values(some)]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<bool>> ReportAsync(
        Guid hostId, IReadOnlyList<DeliveryReport> reports, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var now = await ReadClockAsync(cancellationToken).ConfigureAwait(false);
        var stored = await WriteTogetherAsync(
            LockDeliveriesSql,
            [ReportSql],
            static (ref row) => new DeliveryKey(row.NextText(), row.NextConversation()),
            cancellationToken,
            [
                ("host", hostId),
                ("now", now),
                .. Values([.. reports.Select(report => report.Key)]),
                ("fences", reports.Select(report => report.Fence).ToArray()),
                ("positions", reports.Select(report => report.Position).ToArray()),
                ("steps", reports.Select(report => (short)report.Step).ToArray()),
                ("attempts", reports.Select(report => report.Attempts).ToArray()),
                ("dues", reports.Select(report => now + report.Delay).ToArray()),
                ("errors", reports.Select(report => report.Error).ToArray()),
                ("tried", reports.Select(report => report.TriedTo).ToArray()),
                ("asides", reports.Select(report => report.Aside).ToArray()),
            ]).ConfigureAwait(false);
        var keys = stored.ToHashSet();
        return [.. reports.Select(report => keys.Contains(report.Key))];
    }

    private static (string Name, object? Value)[] Values(IReadOnlyList<DeliveryKey> keys) =>
    [
        ("handlers", keys.Select(key => key.Handler).ToArray()),
        ("conversations", keys.Select(key => key.ConversationId.Value).ToArray()),
    ];

    /// <summary>Returns the number of the first lease of a row that is created, in microseconds: greater than those of a row that was removed.</summary>
    private static long FirstFence(DateTimeOffset now) => (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>
    /// Creates rows that are leased. Their conversations are locked, because a settlement may just remove the mark, and mark and version are those that
    /// were committed when the lock was taken.
    /// </summary>
    private static string LeaseNew(string skips) =>
        $"""
        INSERT INTO @schema.deliveries AS d (conversation_id, handler, position, fence, owner, attempts, due_at, is_parked, error)
        SELECT c.conversation_id, h.name, c.pending, @fence, @host, 0, NULL, false, NULL
        FROM (
            SELECT * FROM @schema.conversations m
            WHERE m.conversation_id = ANY (@conversations) AND m.pending IS NOT NULL AND EXISTS (
                SELECT 1 FROM {Keys}
                WHERE k.conversation_id = m.conversation_id AND NOT EXISTS (
                    SELECT 1 FROM @schema.deliveries d WHERE d.conversation_id = k.conversation_id AND d.handler = k.handler))
            ORDER BY m.conversation_id FOR NO KEY UPDATE {skips}) c
        JOIN {Keys} ON k.conversation_id = c.conversation_id
        JOIN @schema.delivery_handlers h ON h.name = k.handler
        WHERE c.pending < c.version AND {HasWalkedPast} AND {HostIsAlive}
        ON CONFLICT ON CONSTRAINT deliveries_key DO NOTHING
        RETURNING d.handler, d.conversation_id, d.fence, d.position, d.attempts, d.tried_to, d.aside
        """;
}
