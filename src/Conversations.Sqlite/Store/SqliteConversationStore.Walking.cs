using Conversations.Storage;

namespace Conversations;

/// <content>Walks through all conversations: gives handlers their positions, and removes old changes.</content>
public sealed partial class SqliteConversationStore
{
    /// <summary>How many changes one call removes at most, and how many departures.</summary>
    private const int MostPruned = 10_000;

    private const string WalkedToSql = "SELECT version, walked_to FROM delivery_handlers WHERE name = $name AND walked_to IS NOT NULL";

    private const string SetWalkedToSql = "UPDATE delivery_handlers SET walked_to = $to WHERE name = $name";

    private const string RestartWalkSql =
        "UPDATE delivery_handlers SET state = $state, version = version + 1, walked_to = '' WHERE name = $name AND version = $expected";

    private const string PageOfIdsSql =
        "SELECT count(*), max(p.id) FROM (SELECT id FROM conversations WHERE id > $after ORDER BY id LIMIT $limit + 0) p";

    private const string PruneSql = "DELETE FROM changes WHERE conversation = $conversation AND version <= $upTo";

    private const string SetLogAfterSql = "UPDATE conversations SET log_after = $upTo WHERE number = $conversation";

    /// <summary>A handler needs no row where it is not behind, if there is no mark that would tell another position.</summary>
    private static readonly string _walkSql =
        $"""
        INSERT INTO deliveries (handler, conversation, position, fence, attempts, due_at, is_parked)
        SELECT $name, p.number, p.start, 1, 0, iif(p.start < p.version, $now, NULL), 0
        FROM (
            SELECT c.number, c.version, c.pending, iif($from IS NULL, c.log_after, {Progress.VersionBefore("$from")}) AS start
            FROM conversations c WHERE c.id > $after ORDER BY c.id LIMIT $limit + 0) p
        WHERE p.start < p.version OR p.pending IS NOT NULL OR EXISTS (
            SELECT 1 FROM deliveries d WHERE d.handler = $name AND d.conversation = p.number)
        ON CONFLICT (handler, conversation) DO UPDATE
        SET position = excluded.position, fence = fence + 1, attempts = 0, due_at = excluded.due_at, is_parked = 0, error = NULL, tried_to = NULL,
            aside = NULL
        """;

    /// <summary>Reads the version up to which each log can be removed.</summary>
    private static readonly string _prunableSql =
        $"""
        SELECT c.id, c.number, c.log_after, max(
            min({Progress.VersionBefore("$keepAfter")}, coalesce((
                SELECT min(iif({Progress.IsWalked}, {Progress.Position}, 0)) FROM delivery_handlers h {Progress.JoinRow}), c.version)),
            {Progress.VersionBefore("$retainAfter")})
        FROM conversations c WHERE c.id > $after ORDER BY c.id LIMIT $limit + 0
        """;

    /// <inheritdoc/>
    public Task<bool> WalkAsync(
        string name, long expectedVersion, DateTimeOffset? from, int limit, CancellationToken cancellationToken = default) => WriteAsync(
        session => session.First(WalkedToSql, static (ref row) => new WalkRow(row.NextInt64(), row.NextText()), ("$name", name)) is { } walk
            && (walk.Version != expectedVersion || WalkOn(session, name, from, walk.To, limit)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryRestartWalkAsync(string name, string state, long expectedVersion, CancellationToken cancellationToken = default) => WriteAsync(
        session => session.Run(RestartWalkSql, ("$state", state), ("$name", name), ("$expected", expectedVersion)) == 1, cancellationToken);

    /// <inheritdoc/>
    public Task<ConversationId?> PruneAsync(LogPruning prune, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prune);
        return WriteAsync(session => Prune(session, prune), cancellationToken);
    }

    private bool WalkOn(SqliteSession session, string name, DateTimeOffset? from, string walkedTo, int limit)
    {
        session.Run(_walkSql, ("$name", name), ("$now", Now), ("$from", from?.Milliseconds()), ("$after", walkedTo), ("$limit", limit));
        var (count, last) = session.First(
            PageOfIdsSql, static (ref row) => (row.NextInt32(), row.NextTextOrNull()), ("$after", walkedTo), ("$limit", limit));
        session.Run(SetWalkedToSql, ("$to", count < limit ? null : last), ("$name", name));
        return count == limit;
    }

    private ConversationId? Prune(SqliteSession session, LogPruning prune)
    {
        var now = Now;
        PruneDepartures(session, now - (long)prune.KeepFor.TotalMilliseconds);
        var logs = session.All(
            _prunableSql,
            static (ref row) => new PrunableLog(row.NextConversation(), row.NextInt64(), row.NextInt64(), row.NextInt64()),
            ("$keepAfter", now - (long)prune.KeepFor.TotalMilliseconds),
            ("$retainAfter", now - (long)prune.MaxRetention.TotalMilliseconds),
            ("$after", prune.After?.Value ?? ""),
            ("$limit", prune.Limit));
        long left = MostPruned;
        foreach (var log in logs.Where(log => log.UpTo > log.After))
        {
            // What is left of a long log is removed when it has its turn again.
            var upTo = Math.Min(log.UpTo, log.After + left);
            session.Run(PruneSql, ("$conversation", log.Number), ("$upTo", upTo));
            session.Run(SetLogAfterSql, ("$upTo", upTo), ("$conversation", log.Number));
            left -= upTo - log.After;
            if (left == 0)
                return log.Id;
        }

        return logs.Count < prune.Limit ? null : logs[^1].Id;
    }

    private sealed record WalkRow(long Version, string To);

    private sealed record PrunableLog(ConversationId Id, long Number, long After, long UpTo);
}
