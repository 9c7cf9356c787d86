namespace Conversations;

/// <summary>What a message's row says that a commit needs.</summary>
internal sealed record MessageHead(long Sequence, int Revision, int EmojiCount)
{
    private const string FindSql =
        "SELECT sequence, revision, emoji_count FROM messages WHERE conversation = $conversation AND id = $id AND text IS NOT NULL";

    /// <summary>Finds a message that was not deleted.</summary>
    internal static MessageHead? Find(SqliteSession session, long conversation, MessageId id) => session.First(
        FindSql,
        static row => new MessageHead(row.GetInt64(0), row.GetInt32(1), row.GetInt32(2)),
        ("$conversation", conversation),
        ("$id", id.Value));
}
