using Conversations.Storage;

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
/// <param name="ChangedAt">The time to which all participants were last moved in the resume index, or null if they never were.</param>
/// <param name="Now">The time of the database's clock after the row was locked, in whole milliseconds.</param>
internal sealed record Head(
    ConversationId Id, HeadState State, long Version, long SettingsVersion, long LastSequence, long MessageCount, long BeganAfter,
    bool IsListed, DateTimeOffset? ChangedAt, DateTimeOffset Now)
{
    /// <summary>The clock is read outside of the query that locks, because that one would read it before it waits for the lock.</summary>
    private const string LockSql =
        """
        SELECT h.*, date_trunc('milliseconds', clock_timestamp()) FROM (
            SELECT state, version, settings_version, last_sequence, message_count, began_after, listed_at IS NOT NULL, changed_at
            FROM @schema.conversations WHERE conversation_id = @id
            FOR NO KEY UPDATE) h
        """;

    /// <summary>Gets whether a change moves all participants in the resume index.</summary>
    internal bool MovesChanged => ChangedAt is not { } changedAt || Now - changedAt > ChangedWindow.MaxLag;

    internal static Task<Head?> LockAsync(PostgreSqlSession session, ConversationId id) => session.FirstAsync(
        LockSql,
        (ref row) => new Head(
            id, (HeadState)row.NextInt32(), row.NextInt64(), row.NextInt64(), row.NextInt64(), row.NextInt64(), row.NextInt64(), row.NextBoolean(),
            row.NextTimeOrNull(), row.NextTime()),
        ("id", id.Value));
}
