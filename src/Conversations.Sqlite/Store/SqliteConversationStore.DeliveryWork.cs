using Conversations.Storage;

namespace Conversations;

/// <content>Finds what there is to deliver.</content>
public sealed partial class SqliteConversationStore
{
    /// <summary>
    /// Finds rows that are due, the first ones of each handler; then handlers that are behind in conversations with a mark, without those that were found
    /// already; and at last, with '' as the handler, the conversations with a mark in which nothing is to do.
    /// </summary>
    private const string FindWorkSql =
        $"""
        SELECT * FROM (
            SELECT * FROM (
                SELECT r.handler, k.id
                FROM json_each($handlers) q
                CROSS JOIN delivery_handlers h ON h.name = q.value
                CROSS JOIN deliveries r ON (r.handler, r.conversation) IN (
                    SELECT d.handler, d.conversation FROM deliveries d INDEXED BY deliveries_due
                    CROSS JOIN conversations c ON c.number = d.conversation
                    WHERE d.handler = h.name AND d.due_at <= $now AND d.position < c.version AND (d.owner = $host OR {Progress.IsFree})
                    ORDER BY d.due_at LIMIT $limit + 0)
                CROSS JOIN conversations k ON k.number = r.conversation
                ORDER BY r.due_at LIMIT $limit + 0)
            UNION ALL
            SELECT * FROM (
                SELECT h.name, c.id
                FROM conversations c INDEXED BY conversations_pending
                CROSS JOIN delivery_handlers h ON {IsAsked}
                {Progress.JoinRow}
                WHERE c.pending IS NOT NULL AND (d.due_at IS NULL OR d.due_at > $now) AND {Progress.Position} < c.version AND {Progress.IsDue}
                    AND (d.owner = $host OR {Progress.IsFree})
                LIMIT $limit + 0)
            LIMIT $limit + 0)
        UNION ALL
        SELECT * FROM (
            SELECT '', c.id
            FROM conversations c INDEXED BY conversations_pending
            WHERE c.pending IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM delivery_handlers h {Progress.JoinRow}
                WHERE (d.owner <> $host AND NOT {Progress.IsFree}) OR ({IsAsked} AND {Progress.Position} < c.version AND {Progress.IsDue}))
            LIMIT $limit + 0)
        """;

    private const string IsAsked = "h.name IN (SELECT value FROM json_each($handlers))";

    /// <inheritdoc/>
    public Task<DeliveryWork> FindWorkAsync(DeliveryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadAsync(
            session =>
            {
                var rows = session.All(
                    FindWorkSql,
                    ReadKey,
                    ("$handlers", ToJson(query.Handlers)),
                    ("$limit", query.Limit),
                    ("$now", Now),
                    ("$host", query.HostId.ToColumn()));
                return new DeliveryWork(
                    [.. rows.Where(key => key.Handler.Length > 0)], [.. rows.Where(key => key.Handler.Length == 0).Select(key => key.ConversationId)]);
            },
            cancellationToken);
    }

    private static DeliveryKey ReadKey(ref RowReader row) => new(row.NextText(), row.NextConversation());
}
