using Conversations.Storage;

namespace Conversations;

/// <content>Leases rows of handlers and conversations, and stores how far they are.</content>
public sealed partial class SqliteConversationStore
{
    private const string LeaseSql =
        $"""
        INSERT INTO deliveries (handler, conversation, position, fence, owner, attempts, is_parked)
        SELECT h.name, c.number, {Progress.Position}, $fence, $host, 0, 0
        FROM delivery_handlers h
        CROSS JOIN conversations c
        {Progress.JoinRow}
        WHERE h.name = $handler AND c.id = $id AND {Progress.Position} < c.version AND {Progress.IsDue} AND (d.owner = $host OR {Progress.IsFree})
        ON CONFLICT (handler, conversation) DO UPDATE SET owner = excluded.owner, fence = excluded.fence
        RETURNING fence, position, attempts, tried_to, aside
        """;

    private const string NextFenceSql = "UPDATE delivery_leases SET last = last + 1 WHERE number = 1 RETURNING last";

    private const string ReportSql =
        """
        UPDATE deliveries AS d
        SET position = $position, attempts = $attempts, error = $error, tried_to = $triedTo, aside = $aside, is_parked = $step = 3, owner = iif($step = 0, d.owner, NULL), due_at = CASE $step
            WHEN 2 THEN $now + $delay
            WHEN 3 THEN NULL
            ELSE iif($position < c.version, $now, NULL) END
        FROM conversations c
        WHERE c.id = $id AND d.handler = $handler AND d.conversation = c.number AND d.owner = $host AND d.fence = $fence
            AND EXISTS (SELECT 1 FROM delivery_handlers h WHERE h.name = $handler)
        """;

    /// <summary>Keeps the positions that the marks tell, if they are behind.</summary>
    private const string KeepBehindSql =
        $"""
        INSERT INTO deliveries (handler, conversation, position, fence, attempts, due_at, is_parked)
        SELECT h.name, c.number, c.pending, 0, 0, $now, 0
        FROM json_each($ids) i
        CROSS JOIN conversations c ON c.id = i.value AND c.pending < c.version
        CROSS JOIN delivery_handlers h ON {Progress.IsWalked}
        WHERE true
        ON CONFLICT (handler, conversation) DO NOTHING
        """;

    private const string EndLeasesSql =
        $"""
        UPDATE deliveries AS d
        SET owner = iif(d.owner = $host, NULL, d.owner),
            due_at = CASE
                WHEN d.tried_to < {VersionOfRow} THEN $now
                WHEN d.is_parked = 0 AND d.position < {VersionOfRow} THEN coalesce(d.due_at, $now)
                ELSE d.due_at END,
            is_parked = d.is_parked AND coalesce(d.tried_to >= {VersionOfRow}, 1)
        WHERE {IsSettled} AND (d.owner = $host OR d.tried_to < {VersionOfRow} OR (d.due_at IS NULL AND d.is_parked = 0 AND d.position < {VersionOfRow}))
        """;

    private const string RemoveHandledSql =
        $"DELETE FROM deliveries AS d WHERE {IsSettled} AND d.is_parked = 0 AND d.position >= {VersionOfRow} AND {Progress.IsFree}";

    private const string SettleSql =
        "UPDATE conversations SET pending = NULL WHERE id IN (SELECT value FROM json_each($ids)) AND pending IS NOT NULL";

    private const string IsSettled =
        """
        (d.handler, d.conversation) IN (
            SELECT h.name, c.number FROM json_each($ids) i CROSS JOIN conversations c ON c.id = i.value CROSS JOIN delivery_handlers h)
        """;

    private const string VersionOfRow = "(SELECT v.version FROM conversations v WHERE v.number = d.conversation)";

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeliveryLease>> LeaseAsync(
        Guid hostId, IReadOnlyList<DeliveryKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return WriteAsync<IReadOnlyList<DeliveryLease>>(
            session =>
            {
                var (host, now) = (hostId.ToColumn(), Now);
                if (!IsAlive(session, host, now))
                    return [];

                var fence = session.First(NextFenceSql, static (ref row) => row.NextInt64());
                return [.. keys.Select(key => Lease(session, host, key, fence, now)).OfType<DeliveryLease>()];
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<bool>> ReportAsync(
        Guid hostId, IReadOnlyList<DeliveryReport> reports, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reports);
        return WriteAsync<IReadOnlyList<bool>>(
            session =>
            {
                var (host, now) = (hostId.ToColumn(), Now);
                return [.. reports.Select(report => Report(session, host, report, now))];
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task SettleAsync(Guid hostId, IReadOnlyList<ConversationId> conversations, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        var ids = ToJson(conversations.Select(id => id.Value));
        return WriteAsync(
            session =>
            {
                var (host, now) = (hostId.ToColumn(), Now);
                session.Run(KeepBehindSql, ("$now", now), ("$ids", ids));
                session.Run(EndLeasesSql, ("$host", host), ("$now", now), ("$ids", ids));
                session.Run(RemoveHandledSql, ("$ids", ids), ("$now", now));
                return session.Run(SettleSql, ("$ids", ids));
            },
            cancellationToken);
    }

    private static DeliveryLease? Lease(SqliteSession session, string host, DeliveryKey key, long fence, long now) => session.First(
        LeaseSql,
        (ref row) => new DeliveryLease(key, row.NextInt64(), row.NextInt64(), row.NextInt32(), row.NextInt64OrNull(), row.NextTextOrNull()),
        ("$fence", fence),
        ("$host", host),
        ("$handler", key.Handler),
        ("$id", key.ConversationId.Value),
        ("$now", now));

    private static bool Report(SqliteSession session, string host, DeliveryReport report, long now) => session.Run(
        ReportSql,
        ("$position", report.Position),
        ("$attempts", report.Attempts),
        ("$error", report.Error),
        ("$triedTo", report.TriedTo),
        ("$aside", report.Aside),
        ("$step", (int)report.Step),
        ("$now", now),
        ("$delay", (long)report.Delay.TotalMilliseconds),
        ("$id", report.Key.ConversationId.Value),
        ("$handler", report.Key.Handler),
        ("$host", host),
        ("$fence", report.Fence)) == 1;
}
