namespace Conversations;

/// <content>Removing what a deleted conversation left behind.</content>
public sealed partial class SqliteConversationStore
{
    /// <summary>How many rows one transaction removes or replaces at most.</summary>
    private const int BatchSize = 1_000;

    private const string PurgedSql = "UPDATE conversations SET state = 0 WHERE number = $number AND state = 2";

    /// <summary>What is removed, table by table: what refers to another table comes before it.</summary>
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

    /// <summary>Removes a bounded number of rows, and tells whether there are more.</summary>
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
        $"DELETE FROM {table} WHERE conversation = $number AND ({key}) IN (SELECT {key} FROM {table} WHERE conversation = $number AND {condition} LIMIT $limit)";
}
