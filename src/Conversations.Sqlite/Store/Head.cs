using Conversations.Storage;

namespace Conversations;

/// <summary>The columns of a conversation's row that a commit needs, and the access of one participant.</summary>
internal sealed record Head(
    long Number,
    HeadState State,
    long Version,
    long SettingsVersion,
    long LastSequence,
    long? LastActivityAt,
    long? LastSentAt,
    long? ListedAt,
    long? ChangedAt,
    bool IsMarked,
    ParticipantAccess? Access)
{
    private const string FindSql =
        """
        SELECT c.number, c.state, c.version, c.settings_version, c.last_sequence, c.last_activity_at, c.last_sent_at, c.listed_at,
            c.changed_at, c.pending IS NOT NULL, p.access
        FROM conversations c
        LEFT JOIN participants p ON p.conversation = c.number AND p.user_id = $user AND p.ended_at IS NULL
        WHERE c.id = $id
        """;

    /// <summary>Returns the time to which a change moves the conversation among those that have changed, or null if it was moved within the last minute.</summary>
    internal long? MovedTo(long now) => now <= ChangedAt + (long)ChangedWindow.MaxLag.TotalMilliseconds ? null : now;

    internal static Head? Find(SqliteSession session, ConversationId id, UserId? userId) => session.First(
        FindSql,
        static (ref row) => new Head(
            row.NextInt64(),
            (HeadState)row.NextInt32(),
            row.NextInt64(),
            row.NextInt64(),
            row.NextInt64(),
            row.NextInt64OrNull(),
            row.NextInt64OrNull(),
            row.NextInt64OrNull(),
            row.NextInt64OrNull(),
            row.NextBoolean(),
            (ParticipantAccess?)row.NextInt32OrNull()),
        ("$user", userId?.Value),
        ("$id", id.Value));
}
