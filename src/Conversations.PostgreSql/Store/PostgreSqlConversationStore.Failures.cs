using Conversations.Storage;

namespace Conversations;

/// <content>Rows of handlers that failed, and what a handler has not handled.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string ListFailedSql =
        """
        SELECT d.conversation_id, d.position, d.is_parked, d.attempts, CASE WHEN NOT d.is_parked THEN d.due_at END, d.error, d.aside
        FROM @schema.deliveries d
        WHERE d.handler = @name AND d.conversation_id > @after AND (d.is_parked OR d.attempts > 0) AND (d.is_parked OR NOT @parkedOnly)
        ORDER BY d.conversation_id
        LIMIT @limit
        """;

    private const string LockFailedSql =
        """
        SELECT 1 FROM @schema.deliveries d
        WHERE d.handler = @name AND (d.is_parked OR d.attempts > 0) AND (@conversation = '' OR d.conversation_id = @conversation)
        ORDER BY d.conversation_id FOR NO KEY UPDATE
        """;

    /// <summary>The versions are read after the rows are locked, as for a report.</summary>
    private const string RetryFailedSql =
        """
        UPDATE @schema.deliveries AS d
        SET position = s.position, fence = d.fence + 1, attempts = 0, due_at = CASE WHEN s.position < s.version THEN @now END,
            is_parked = false, error = NULL
        FROM (
            SELECT f.conversation_id, c.version, greatest(f.position, least(@upTo, c.version)) AS position
            FROM @schema.deliveries f
            JOIN @schema.conversations c ON c.conversation_id = f.conversation_id
            WHERE f.handler = @name AND (f.is_parked OR f.attempts > 0) AND (@conversation = '' OR f.conversation_id = @conversation)) s
        WHERE d.handler = @name AND d.conversation_id = s.conversation_id
        """;

    /// <summary>Lists the conversations with a mark or a row of the handler, of which there are none at rest.</summary>
    private const string MeasureSql =
        $"""
        SELECT coalesce(sum(b.changes) FILTER (WHERE NOT b.is_parked), 0)::bigint, count(*) FILTER (WHERE NOT b.is_parked AND b.changes > 0),
            count(*) FILTER (WHERE b.was_parked), min(b.at) FILTER (WHERE NOT b.is_parked)
        FROM (
            SELECT p.is_parked, p.was_parked, greatest(p.version - p.position, 0) AS changes, CASE WHEN p.position < p.version AND NOT p.is_parked THEN (
                SELECT f.at FROM (
                    (SELECT l.version, l.at FROM @schema.changes l
                    WHERE l.conversation_id = p.conversation_id AND l.version > p.begins
                    ORDER BY l.version LIMIT 1)
                    UNION ALL
                    (SELECT m.version, coalesce(m.sent_at, m.created_at) FROM @schema.messages m
                    WHERE m.conversation_id = p.conversation_id AND m.sequence > p.last_sequence - (p.version - p.begins) AND m.version > p.begins
                    ORDER BY m.sequence LIMIT 1)) f
                ORDER BY f.version LIMIT 1) END AS at
            FROM (
                SELECT c.conversation_id, c.version, c.last_sequence, d.is_parked AND coalesce(d.tried_to >= c.version, true) AS is_parked,
                    d.is_parked AS was_parked, greatest(d.position, d.tried_to) AS position,
                    greatest(d.position, d.tried_to, c.log_after) AS begins
                FROM @schema.deliveries d
                JOIN @schema.conversations c ON c.conversation_id = d.conversation_id
                WHERE d.handler = @name
                UNION ALL
                SELECT c.conversation_id, c.version, c.last_sequence, false, false, c.pending, greatest(c.pending, c.log_after)
                FROM @schema.conversations c
                JOIN @schema.delivery_handlers h ON h.name = @name AND {HasWalkedPast}
                WHERE c.pending IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM @schema.deliveries d WHERE d.conversation_id = c.conversation_id AND d.handler = @name)) p) b
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyList<FailedDelivery>> ListFailedAsync(
        string name, bool parkedOnly, ConversationId? after, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<FailedDelivery>>(
            async session => await session.AllAsync(
                ListFailedSql,
                static (ref row) => new FailedDelivery(
                    row.NextConversation(), row.NextInt64(), row.NextBoolean(), row.NextInt32(), row.NextTimeOrNull(), row.NextTextOrNull(), row.NextTextOrNull()),
                ("name", name),
                ("after", after?.Value ?? ""),
                ("parkedOnly", parkedOnly),
                ("limit", limit)).ConfigureAwait(false),
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> RetryFailedAsync(string name, ConversationId? conversation, long? upTo, CancellationToken cancellationToken = default) => WriteAsync(
        async session =>
        {
            var now = await ReadClockAsync(session).ConfigureAwait(false);
            (string, object?)[] failed = [("name", name), ("conversation", conversation?.Value ?? "")];
            await session.RunAsync(LockFailedSql, failed).ConfigureAwait(false);
            return await session.RunAsync(RetryFailedSql, [.. failed, ("upTo", upTo ?? 0), ("now", now)]).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<HandlerLag> MeasureAsync(string name, CancellationToken cancellationToken = default) => ReadAsync(
        async session => (await session.FirstAsync(
            MeasureSql,
            static (ref row) => new HandlerLag(row.NextInt64(), row.NextInt64(), row.NextInt64(), row.NextTimeOrNull()),
            ("name", name)).ConfigureAwait(false))!,
        cancellationToken);
}
