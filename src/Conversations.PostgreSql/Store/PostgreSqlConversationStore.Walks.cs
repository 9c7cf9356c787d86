namespace Conversations;

/// <content>Walks of a handler through the logs.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>How many conversations one transaction of a walk locks.</summary>
    private const int WalkSize = 100;

    private const string WalkedToSql = "SELECT version, walked_to FROM @schema.delivery_handlers WHERE name = @name AND walked_to IS NOT NULL";

    private const string NextConversationsSql =
        "SELECT conversation_id FROM @schema.conversations WHERE conversation_id > @after ORDER BY conversation_id LIMIT @limit";

    /// <summary>
    /// The version before the first change of the log of "c" at or after the time @from. Sent messages are lines of the log. No more messages than
    /// versions can follow the beginning of the log, so older ones are not looked at.
    /// </summary>
    private const string VersionBefore =
        """
        least(
            c.version,
            (SELECT l.version - 1 FROM @schema.changes l
            WHERE l.conversation_id = c.conversation_id AND l.version > c.log_after AND l.at >= @from
            ORDER BY l.version LIMIT 1),
            (SELECT m.version - 1 FROM @schema.messages m
            WHERE m.conversation_id = c.conversation_id AND m.sequence > c.last_sequence - (c.version - c.log_after) AND m.version > c.log_after
                AND coalesce(m.sent_at, m.created_at) >= @from
            ORDER BY m.sequence LIMIT 1))
        """;

    /// <summary>
    /// Gives the handler its positions. It needs no row in a conversation without a mark in which it is not behind. A conversation that others have
    /// locked is not waited for, because that can take long. It may get a change and a mark, and a settlement that does not see the walk may remove the
    /// mark; so the handler has a row there that is due.
    /// </summary>
    private const string WalkSql =
        $"""
        INSERT INTO @schema.deliveries AS d (conversation_id, handler, position, fence, owner, attempts, due_at, is_parked, error)
        SELECT s.conversation_id, @name, s.start, @fence, NULL, 0,
            CASE WHEN s.start < s.version OR s.conversation_id <> ALL (@locked) THEN @now END, false, NULL
        FROM (
            SELECT c.conversation_id, c.version, c.pending, {VersionBefore} AS start
            FROM @schema.conversations c WHERE c.conversation_id = ANY (@conversations)) s
        WHERE s.start < s.version OR s.pending IS NOT NULL OR s.conversation_id <> ALL (@locked)
            OR EXISTS (SELECT 1 FROM @schema.deliveries e WHERE e.conversation_id = s.conversation_id AND e.handler = @name)
        ON CONFLICT ON CONSTRAINT deliveries_key DO UPDATE
        SET position = excluded.position, fence = d.fence + 1, attempts = 0, due_at = excluded.due_at, is_parked = false, error = NULL,
            tried_to = NULL, aside = NULL
        """;

    /// <summary>Moves the walk on, unless another host has, or it was removed.</summary>
    private const string WalkOnSql =
        "UPDATE @schema.delivery_handlers SET walked_to = @to::text WHERE name = @name AND walked_to = @after AND version = @expected";

    private const string RestartWalkSql =
        "UPDATE @schema.delivery_handlers SET state = @state, version = @expected + 1, walked_to = '' WHERE name = @name AND version = @expected";

    /// <inheritdoc/>
    public async Task<bool> WalkAsync(
        string name, long expectedVersion, DateTimeOffset? from, int limit, CancellationToken cancellationToken = default)
    {
        for (var left = limit; left > 0; left -= WalkSize)
        {
            var size = Math.Min(left, WalkSize);
            if (await WalkSomeAsync(name, expectedVersion, from ?? DateTimeOffset.MinValue, size, cancellationToken).ConfigureAwait(false) is { } goesOn)
                return goesOn;
        }

        return true;
    }

    /// <inheritdoc/>
    public Task<bool> TryRestartWalkAsync(string name, string state, long expectedVersion, CancellationToken cancellationToken = default) => WriteAsync(
        async session => await session.RunAsync(
            RestartWalkSql, ("state", state), ("name", name), ("expected", expectedVersion)).ConfigureAwait(false) == 1,
        cancellationToken);

    /// <summary>Walks through some conversations. Returns what the whole call returns if it must end, or null.</summary>
    private Task<bool?> WalkSomeAsync(
        string name, long expectedVersion, DateTimeOffset from, int limit, CancellationToken cancellationToken) => WriteAsync<bool?>(
        async session =>
        {
            var now = await ReadClockAsync(session).ConfigureAwait(false);
            var walk = await session.FirstAsync(
                WalkedToSql, static (ref row) => new WalkRow(row.NextInt64(), row.NextText()), ("name", name)).ConfigureAwait(false);
            if (walk is null || walk.Version != expectedVersion)
                return walk is not null;

            var ids = await session.AllAsync(
                NextConversationsSql, static (ref row) => row.NextText(), ("after", walk.To), ("limit", limit)).ConfigureAwait(false);

            var goesOn = ids.Count == limit;
            (string, object?)[] values =
            [
                ("conversations", ids.ToArray()), ("name", name), ("from", from), ("now", now), ("fence", FirstFence(now)),
            ];

            // The handler's row is locked after the conversations: a host that reports that it is alive locks it too, and must not wait for those.
            var locked = await session.AllAsync(LockConversationsSql, static (ref row) => row.NextText(), ("conversations", ids.ToArray())).ConfigureAwait(false);
            var isMoved = await session.RunAsync(
                WalkOnSql, ("to", goesOn ? ids[^1] : null), ("name", name), ("after", walk.To), ("expected", expectedVersion)).ConfigureAwait(false) == 1;
            if (isMoved)
                await session.RunTogetherAsync([WalkSql], [.. values, ("locked", locked.ToArray())]).ConfigureAwait(false);

            // If another host was first, the next call sees how far it came.
            return !isMoved ? true : goesOn ? null : false;
        },
        cancellationToken);

    private sealed record WalkRow(long Version, string To);
}
