namespace Conversations;

/// <content>Removing what a deleted conversation left behind.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>How many rows one transaction removes or replaces at most.</summary>
    private const int BatchSize = 1_000;

    private const string PurgedSql = "UPDATE @schema.conversations SET state = 0 WHERE conversation_id = @id AND state = 2";

    /// <summary>What is removed, table by table: what refers to another table comes before it.</summary>
    private static readonly string[] _purgeSql =
    [
        Purge("reactions", "sequence, version", "true"),
        Purge("messages", "sequence", "true"),
        Purge("participants", "user_id", "true"),
        Purge("changes", "version", "version <= (SELECT log_after FROM @schema.conversations WHERE conversation_id = @id)"),
    ];

    /// <inheritdoc/>
    public Task<bool> PurgeAsync(ConversationId id, CancellationToken cancellationToken = default) => WriteAsync(
        async session => await Head.LockAsync(session, id).ConfigureAwait(false) is { State: HeadState.HasRemains }
            && await PurgeAsync(session, id).ConfigureAwait(false),
        cancellationToken);

    /// <summary>Removes a bounded number of rows, and tells whether there are more.</summary>
    private static async Task<bool> PurgeAsync(PostgreSqlSession session, ConversationId id)
    {
        var left = BatchSize;
        foreach (var sql in _purgeSql)
        {
            left -= await session.RunAsync(sql, CancellationToken.None, ("id", id.Value), ("limit", left)).ConfigureAwait(false);
            if (left == 0)
                return true;
        }

        await session.RunAsync(PurgedSql, CancellationToken.None, ("id", id.Value)).ConfigureAwait(false);
        return false;
    }

    private static string Purge(string table, string key, string condition) =>
        $"""
        DELETE FROM @schema.{table} WHERE conversation_id = @id AND ({key}) IN (
            SELECT {key} FROM @schema.{table} WHERE conversation_id = @id AND {condition} LIMIT @limit)
        """;
}
