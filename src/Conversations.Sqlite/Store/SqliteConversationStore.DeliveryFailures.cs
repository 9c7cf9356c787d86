using Conversations.Storage;

namespace Conversations;

/// <content>Reads and retries deliveries that failed, and measures how far handlers lag.</content>
public sealed partial class SqliteConversationStore
{
    private const string ListFailedSql =
        $"""
        SELECT c.id, d.position, d.is_parked, d.attempts, iif(d.is_parked, NULL, d.due_at), d.error, d.aside
        FROM deliveries d INDEXED BY deliveries_failed
        CROSS JOIN conversations c ON c.number = d.conversation
        WHERE d.handler = $name AND {HasFailed} AND (d.is_parked OR NOT $parkedOnly) AND c.id > $after AND {IsKnown}
        ORDER BY c.id
        LIMIT $limit + 0
        """;

    private const string RetryFailedSql =
        $"""
        UPDATE deliveries AS d INDEXED BY deliveries_failed
        SET position = {Skipped}, fence = d.fence + 1, attempts = 0, is_parked = 0, error = NULL,
            due_at = iif({Skipped} < c.version, $now, NULL)
        FROM conversations c
        WHERE d.handler = $name AND {HasFailed} AND c.number = d.conversation AND ($id IS NULL OR c.id = $id) AND {IsKnown}
        """;

    private const string CountParkedSql =
        $"""
        SELECT count(*) FROM deliveries d INDEXED BY deliveries_failed
        WHERE d.handler = $name AND {HasFailed} AND d.is_parked = 1 AND {IsKnown}
        """;

    /// <summary>The condition of the index.</summary>
    private const string HasFailed = "(d.is_parked = 1 OR d.attempts > 0)";

    /// <summary>The rows of a handler that was removed may still be there.</summary>
    private const string IsKnown = "EXISTS (SELECT 1 FROM delivery_handlers h WHERE h.name = $name)";

    private const string Skipped = "max(d.position, min(coalesce($upTo, 0), c.version))";

    /// <summary>
    /// Reads the positions from the rows and from the marks. The log has no gap, so the change after a position is either the line with the
    /// next version or the next message that was sent.
    /// </summary>
    private static readonly string _measureSql =
        $"""
        SELECT coalesce(sum(lag), 0), count(*), min(at) FROM (
            SELECT c.version - b.position AS lag, coalesce(
                (SELECT l.at FROM changes l WHERE l.conversation = c.number AND l.version = {InLog} + 1),
                (SELECT coalesce(m.sent_at, m.created_at) FROM messages m
                WHERE m.conversation = c.number AND m.sequence = {Progress.FirstSentAfter(InLog)})) AS at
            FROM (
                SELECT c.number, max({Progress.Position}, coalesce(d.tried_to, 0)) AS position
                FROM delivery_handlers h
                CROSS JOIN conversations c INDEXED BY conversations_pending
                {Progress.JoinRow}
                WHERE h.name = $name AND c.pending IS NOT NULL AND (coalesce(d.is_parked, 0) = 0 OR d.tried_to < c.version)
                UNION ALL
                SELECT c.number, max(d.position, coalesce(d.tried_to, 0))
                FROM delivery_handlers h
                CROSS JOIN deliveries d ON d.handler = h.name
                CROSS JOIN conversations c ON c.number = d.conversation AND c.pending IS NULL
                WHERE h.name = $name AND (d.is_parked = 0 OR d.tried_to < c.version)) b
            CROSS JOIN conversations c ON c.number = b.number AND b.position < c.version)
        """;

    private const string InLog = "max(b.position, c.log_after)";

    /// <inheritdoc/>
    public Task<IReadOnlyList<FailedDelivery>> ListFailedAsync(
        string name, bool parkedOnly, ConversationId? after, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<FailedDelivery>>(
            session => session.All(
                ListFailedSql,
                ReadFailed,
                ("$name", name),
                ("$parkedOnly", parkedOnly),
                ("$after", after?.Value ?? ""),
                ("$limit", limit)),
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> RetryFailedAsync(string name, ConversationId? conversation, long? upTo, CancellationToken cancellationToken = default) => WriteAsync(
        session => session.Run(RetryFailedSql, ("$upTo", upTo), ("$now", Now), ("$name", name), ("$id", conversation?.Value)), cancellationToken);

    /// <inheritdoc/>
    public Task<HandlerLag> MeasureAsync(string name, CancellationToken cancellationToken = default) => ReadTogetherAsync(
        session =>
        {
            var parked = session.First(CountParkedSql, static (ref row) => row.NextInt64(), ("$name", name));
            return session.First(
                _measureSql, (ref row) => new HandlerLag(row.NextInt64(), row.NextInt64(), parked, row.NextTimeOrNull()), ("$name", name))!;
        },
        cancellationToken);

    private static FailedDelivery ReadFailed(ref RowReader row) => new(
        row.NextConversation(), row.NextInt64(), row.NextBoolean(), row.NextInt32(), row.NextTimeOrNull(), row.NextTextOrNull(), row.NextTextOrNull());
}
