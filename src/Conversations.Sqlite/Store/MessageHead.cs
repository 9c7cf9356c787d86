namespace Conversations;

/// <summary>The columns of a message's row that a commit needs.</summary>
internal sealed record MessageHead(long Sequence, int Revision, int EmojiCount)
{
    private const string FindSql =
        "SELECT sequence, revision, emoji_count FROM messages WHERE conversation = $conversation AND id = $id AND text IS NOT NULL";

    /// <summary>Finds a message, or returns null if it does not exist or was deleted.</summary>
    internal static MessageHead? Find(SqliteSession session, long conversation, MessageId id) => session.First(
        FindSql,
        static (ref row) => new MessageHead(row.NextInt64(), row.NextInt32(), row.NextInt32()),
        ("$conversation", conversation),
        ("$id", id.Value));
}
