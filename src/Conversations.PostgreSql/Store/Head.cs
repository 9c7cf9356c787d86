namespace Conversations;

/// <summary>The values of a conversation's row that a commit needs. The row stays locked until the transaction ends.</summary>
/// <param name="Id">The conversation.</param>
/// <param name="State">Whether it exists.</param>
/// <param name="Version">The version of its last change.</param>
/// <param name="SettingsVersion">How often its settings or participants were changed.</param>
/// <param name="LastSequence">The sequence of the last message, which may be deleted.</param>
/// <param name="MessageCount">The number of messages that are not deleted.</param>
/// <param name="BeganAfter">The last sequence of the conversation that was deleted under the same id; 0 if there was none.</param>
/// <param name="IsListed">Whether the next message may leave the places in inboxes as they are.</param>
internal sealed record Head(
    ConversationId Id, HeadState State, long Version, long SettingsVersion, long LastSequence, long MessageCount, long BeganAfter,
    bool IsListed)
{
    private const string LockSql =
        """
        SELECT state, version, settings_version, last_sequence, message_count, began_after, listed_at IS NOT NULL
        FROM @schema.conversations WHERE conversation_id = @id
        FOR NO KEY UPDATE
        """;

    internal static Task<Head?> LockAsync(PostgreSqlSession session, ConversationId id) => session.FirstAsync(
        LockSql,
        (ref row) => new Head(
            id, (HeadState)row.NextInt32(), row.NextInt64(), row.NextInt64(), row.NextInt64(), row.NextInt64(), row.NextInt64(), row.NextBoolean()),
        ("id", id.Value));
}
