namespace Conversations;

/// <content>Removes the rows that a deleted conversation left behind.</content>
public sealed partial class SqliteConversationStore
{
    /// <summary>The number of rows that one call removes at most, and that an erasure replaces at most in each table.</summary>
    private const int BatchSize = 1_000;

    private const string PurgedSql = "UPDATE conversations SET state = 0 WHERE number = $number AND state = 2";

    /// <summary>The statements of a purge. A table comes before the tables that its foreign keys refer to.</summary>
    private static readonly string[] _purgeSql =
    [
        Purge("reactions", "sequence, version", "1"),
        Purge("messages", "sequence", "1"),
        Purge("participants", "user_id", "1"),
        Purge("changes", "version", "version <= (SELECT log_after FROM conversations WHERE number = $number)"),
    ];

    /// <inheritdoc/>
    public Task<bool> PurgeAsync(ConversationId id, CancellationToken cancellationToken = default) => WriteAsync(
        session => Head.Find(session, id, userId: null) is { State: HeadState.HasRemains } head && Purge(session, head.Number), cancellationToken);

    /// <summary>Removes a bounded number of rows.</summary>
    /// <returns>Whether there may be more to remove.</returns>
    private static bool Purge(SqliteSession session, long number)
    {
        var left = BatchSize;
        foreach (var sql in _purgeSql)
        {
            left -= session.Run(sql, ("$number", number), ("$limit", left));
            if (left == 0)
                return true;
        }

        session.Run(PurgedSql, ("$number", number));
        return false;
    }

    private static string Purge(string table, string key, string condition) =>
        $"DELETE FROM {table} WHERE conversation = $number AND ({key}) IN (SELECT {key} FROM {table} WHERE conversation = $number AND {condition} LIMIT $limit + 0)";
}
