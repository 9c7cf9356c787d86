namespace Conversations;

/// <summary>The values of a message's row that a commit needs.</summary>
internal sealed record MessageHead(long Sequence, int Revision, int EmojiCount)
{
    private const string FindSql =
        "SELECT sequence, revision, emoji_count FROM @schema.messages WHERE conversation_id = @conversation AND message_id = @id AND text IS NOT NULL";

    /// <summary>Finds a message that is not deleted.</summary>
    internal static Task<MessageHead?> FindAsync(PostgreSqlSession session, Head head, MessageId id) => session.FirstAsync(
        FindSql,
        static (ref row) => new MessageHead(row.NextInt64(), row.NextInt32(), row.NextInt32()),
        ("conversation", head.Id.Value),
        ("id", id.Value));
}
