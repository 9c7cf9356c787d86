using Conversations.Storage;

namespace Conversations;

/// <content>Removing old changes from the logs.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>
    /// The version up to which the log of "c" is removed: up to the first change at or after @from that some handler has not handled, and up to the
    /// first one at or after @oldest in any case.
    /// </summary>
    private static readonly string _prunesTo =
        $"""
        greatest(
            least({VersionBefore}, (
                SELECT min(coalesce(d.position, CASE WHEN {HasWalkedPast} THEN coalesce(c.pending, c.version) ELSE 0 END))
                FROM @schema.delivery_handlers h
                LEFT JOIN @schema.deliveries d ON d.conversation_id = c.conversation_id AND d.handler = h.name)),
            {VersionBefore.Replace("@from", "@oldest", StringComparison.Ordinal)})
        """;

    /// <summary>
    /// How many changes of a conversation one call removes at most, and after how many it ends. What is left of a long log is removed when it has its
    /// turn again.
    /// </summary>
    private const long MostPruned = 10_000;

    private static readonly string _listPrunableSql =
        $"""
        SELECT s.conversation_id, least(s.prunes_to - s.log_after, @most) FROM (
            SELECT c.conversation_id, c.log_after, {_prunesTo} AS prunes_to
            FROM @schema.conversations c WHERE c.conversation_id = ANY (@conversations)) s
        WHERE s.prunes_to > s.log_after
        ORDER BY s.conversation_id
        """;

    /// <summary>Moves the beginning of the logs of locked conversations. The rows of sent messages stay: they are the messages.</summary>
    private static readonly string _pruneSql =
        $"""
        UPDATE @schema.conversations AS p SET log_after = least(s.prunes_to, p.log_after + @most)
        FROM (
            SELECT c.conversation_id, {_prunesTo} AS prunes_to
            FROM @schema.conversations c WHERE c.conversation_id = ANY (@conversations)) s
        WHERE p.conversation_id = ANY (@conversations) AND s.conversation_id = p.conversation_id AND s.prunes_to > p.log_after
        """;

    private const string RemoveChangesSql =
        """
        DELETE FROM @schema.changes l
        USING @schema.conversations c
        WHERE l.conversation_id = ANY (@conversations) AND c.conversation_id = l.conversation_id AND l.version <= c.log_after
        """;

    /// <inheritdoc/>
    public async Task<ConversationId?> PruneAsync(LogPruning prune, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prune);
        var now = await ReadClockAsync(cancellationToken).ConfigureAwait(false);
        var (from, oldest) = (Before(now, prune.KeepFor), Before(now, prune.MaxRetention));
        var (looked, prunable, hasOldDepartures) = await ReadAsync(
            async session =>
            {
                var ids = await session.AllAsync(
                    NextConversationsSql,
                    static (ref row) => row.NextText(),
                    ("after", prune.After?.Value ?? ""),
                    ("limit", prune.Limit)).ConfigureAwait(false);
                return (
                    ids,
                    await session.AllAsync(_listPrunableSql, static (ref row) => (row.NextText(), row.NextInt64()), Values(ids)).ConfigureAwait(false),
                    await session.FirstAsync(HasOldDeparturesSql, static (ref _) => true, ("from", from)).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
        if (hasOldDepartures)
            await WriteAsync(session => session.RunTogetherAsync(_pruneDeparturesSql, ("from", from)), cancellationToken).ConfigureAwait(false);

        var (left, old) = (MostPruned, new List<string>());
        foreach (var (id, count) in prunable.TakeWhile(_ => left > 0))
        {
            old.Add(id);
            left -= count;
        }

        if (old.Count > 0)
            await WriteAsync(session => PruneAsync(session, old), cancellationToken).ConfigureAwait(false);

        if (left <= 0)
            return ConversationId.FromStored(old[^1]);

        return looked.Count < prune.Limit ? null : ConversationId.FromStored(looked[^1]);

        // Most logs have nothing to remove, and are not locked. One that is locked is left to the next round.
        async Task<int> PruneAsync(PostgreSqlSession session, List<string> ids)
        {
            var locked = await session.AllAsync(LockConversationsSql, static (ref row) => row.NextText(), Values(ids)).ConfigureAwait(false);
            return await session.RunTogetherAsync([_pruneSql, RemoveChangesSql], Values(locked)).ConfigureAwait(false);
        }

        (string, object?)[] Values(List<string> ids) => [("conversations", ids.ToArray()), ("from", from), ("oldest", oldest), ("most", MostPruned)];
    }

    private static DateTimeOffset Before(DateTimeOffset now, TimeSpan age) =>
        age < now - DateTimeOffset.UnixEpoch ? now - age : DateTimeOffset.UnixEpoch;
}
