namespace Conversations;

/// <content>Purging of the rows that a deleted conversation left.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>The greatest number of rows that one transaction removes or replaces.</summary>
    private const int BatchSize = 1_000;

    private const string PurgedSql = "UPDATE @schema.conversations SET state = 0 WHERE conversation_id = @id AND state = 2";

    /// <summary>The statements that remove rows, table by table. A table that refers to another comes before it.</summary>
    private static readonly string[] _purgeSql =
    [
        PurgeSql("reactions", "sequence, version", "true"),
        PurgeSql("messages", "sequence", "true"),
        PurgeSql("participants", "user_id", "true"),
        PurgeSql("changes", "version", "version <= (SELECT log_after FROM @schema.conversations WHERE conversation_id = @id)"),
    ];

    /// <inheritdoc/>
    public Task<bool> PurgeAsync(ConversationId id, CancellationToken cancellationToken = default) => WriteAsync(
        async session => await Head.LockAsync(session, id).ConfigureAwait(false) is { State: HeadState.HasRemains }
            && await PurgeAsync(session, id).ConfigureAwait(false),
        cancellationToken);

    /// <summary>Removes a bounded number of rows, and returns whether there are more.</summary>
    private static async Task<bool> PurgeAsync(PostgreSqlSession session, ConversationId id)
    {
        var left = BatchSize;
        foreach (var sql in _purgeSql)
        {
            left -= await session.RunAsync(sql, ("id", id.Value), ("limit", left)).ConfigureAwait(false);
            if (left == 0)
                return true;
        }

        await session.RunAsync(PurgedSql, ("id", id.Value)).ConfigureAwait(false);
        return false;
    }

    private static string PurgeSql(string table, string key, string condition) =>
        $"""
        DELETE FROM @schema.{table} WHERE conversation_id = @id AND ({key}) IN (
            SELECT {key} FROM @schema.{table} WHERE conversation_id = @id AND {condition} LIMIT @limit)
        """;
}
