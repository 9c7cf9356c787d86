namespace Conversations;

/// <summary>What a conversation's row says that a commit needs. The row is locked until the transaction ends.</summary>
internal sealed record Head(ConversationId Id, HeadState State, long Version, long SettingsVersion, long LastSequence, bool HasHadMessages)
{
    private const string LockSql =
        """
        SELECT state, version, settings_version, last_sequence, listed_at IS NOT NULL
        FROM @schema.conversations WHERE conversation_id = @id
        FOR NO KEY UPDATE
        """;

    internal static Task<Head?> LockAsync(PostgreSqlSession session, ConversationId id) => session.FirstAsync(
        LockSql,
        row => new Head(id, (HeadState)row.GetInt16(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetBoolean(4)),
        CancellationToken.None,
        ("id", id.Value));
}
