namespace Conversations;

/// <content>Removing the marks of conversations.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>
    /// Keeps handlers from being added meanwhile. A handler that this does not see must get the positions of its conversations from rows that it does
    /// see, and from marks that are removed before or after.
    /// </summary>
    private const string LockHandlersSql = "LOCK TABLE @schema.delivery_handlers IN ROW SHARE MODE";

    private const string LockConversationsSql =
        """
        SELECT conversation_id FROM @schema.conversations WHERE conversation_id = ANY (@conversations)
        ORDER BY conversation_id FOR NO KEY UPDATE SKIP LOCKED
        """;

    /// <summary>
    /// A mark stays while a walk has not come by: a walk that read its page of ids before the conversation was there may go past it without giving
    /// it a row, and then only the mark tells where its handler begins.
    /// </summary>
    private const string LockSettledSql =
        """
        SELECT c.conversation_id FROM @schema.conversations c
        WHERE c.conversation_id = ANY (@conversations)
            AND NOT EXISTS (SELECT 1 FROM @schema.delivery_handlers h WHERE h.walked_to IS NOT NULL AND c.conversation_id > h.walked_to)
        ORDER BY c.conversation_id FOR NO KEY UPDATE OF c SKIP LOCKED
        """;

    private const string LockRowsOfSql =
        """
        SELECT 1 FROM @schema.deliveries WHERE conversation_id = ANY (@conversations)
        ORDER BY conversation_id, handler FOR NO KEY UPDATE
        """;

    private const string KeepPositionsSql =
        $"""
        INSERT INTO @schema.deliveries (conversation_id, handler, position, fence, owner, attempts, due_at, is_parked, error)
        SELECT c.conversation_id, h.name, c.pending, @fence, NULL, 0, @now, false, NULL
        FROM @schema.conversations c
        CROSS JOIN @schema.delivery_handlers h
        WHERE c.conversation_id = ANY (@conversations) AND c.pending < c.version AND {HasWalkedPast}
        ON CONFLICT ON CONSTRAINT deliveries_key DO NOTHING
        """;

    private const string ReleaseRowsSql =
        """
        UPDATE @schema.deliveries AS d
        SET owner = CASE WHEN d.owner <> @host THEN d.owner END,
            due_at = CASE
                WHEN d.tried_to < c.version THEN @now
                WHEN d.position < c.version AND NOT d.is_parked THEN coalesce(d.due_at, @now)
                ELSE d.due_at END,
            is_parked = d.is_parked AND coalesce(d.tried_to >= c.version, true)
        FROM @schema.conversations c
        WHERE d.conversation_id = ANY (@conversations) AND c.conversation_id = d.conversation_id
            AND (d.owner = @host OR d.tried_to < c.version OR (d.due_at IS NULL AND d.position < c.version AND NOT d.is_parked))
        """;

    private const string RemoveRowsSql =
        $"""
        DELETE FROM @schema.deliveries AS d
        USING @schema.conversations c
        WHERE d.conversation_id = ANY (@conversations) AND c.conversation_id = d.conversation_id
            AND d.position >= c.version AND NOT d.is_parked AND {IsFree}
        """;

    private const string RemoveMarksSql =
        "UPDATE @schema.conversations SET pending = NULL WHERE conversation_id = ANY (@conversations) AND pending IS NOT NULL";

    /// <inheritdoc/>
    public async Task SettleAsync(Guid hostId, IReadOnlyList<ConversationId> conversations, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        string[] ids = [.. conversations.Select(id => id.Value)];
        var settled = await WriteAsync(session => SettleAsync(session, hostId, ids), cancellationToken).ConfigureAwait(false);
        string[] left = [.. ids.Except(settled, StringComparer.Ordinal)];
        if (left.Length == 0)
            return;

        // The marks of locked conversations stay. The leases must end, because the host may no longer know of them, and no host finds what is leased.
        var now = await ReadClockAsync(cancellationToken).ConfigureAwait(false);
        await WriteTogetherAsync(
            LockRowsOfSql, [ReleaseRowsSql], static (ref _) => true, cancellationToken, ("conversations", left), ("host", hostId), ("now", now)).ConfigureAwait(false);
    }

    /// <summary>Removes the marks of those of the conversations that are not locked, and returns their ids.</summary>
    private static async Task<List<string>> SettleAsync(PostgreSqlSession session, Guid hostId, string[] ids)
    {
        var now = await ReadClockAsync(session).ConfigureAwait(false);
        await session.RunAsync(LockHandlersSql).ConfigureAwait(false);
        var locked = await session.AllAsync(LockSettledSql, static (ref row) => row.NextText(), ("conversations", ids)).ConfigureAwait(false);
        if (locked.Count > 0)
        {
            await session.RunTogetherAsync(
                [LockRowsOfSql, KeepPositionsSql, ReleaseRowsSql, RemoveRowsSql, RemoveMarksSql],
                ("conversations", locked.ToArray()),
                ("host", hostId),
                ("now", now),
                ("fence", FirstFence(now))).ConfigureAwait(false);
        }

        return locked;
    }
}
