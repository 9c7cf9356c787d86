namespace Conversations;

/// <summary>What a conversation's row says that a commit needs, and what one user may do there.</summary>
internal sealed record Head(
    long Number, HeadState State, long Version, long SettingsVersion, long LastSequence, long? LastActivityAt, long? ListedAt, ParticipantAccess? Access)
{
    private const string FindSql =
        """
        SELECT c.number, c.state, c.version, c.settings_version, c.last_sequence, c.last_activity_at, c.listed_at, p.access
        FROM conversations c
        LEFT JOIN participants p ON p.conversation = c.number AND p.user_id = $user AND p.ended_at IS NULL
        WHERE c.id = $id
        """;

    internal static Head? Find(SqliteSession session, ConversationId id, UserId? userId) => session.First(
        FindSql,
        static row => new Head(
            row.GetInt64(0),
            (HeadState)row.GetInt32(1),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt64(4),
            row.Number(5),
            row.Number(6),
            row.IsDBNull(7) ? null : (ParticipantAccess)row.GetInt32(7)),
        ("$user", userId?.Value),
        ("$id", id.Value));
}
