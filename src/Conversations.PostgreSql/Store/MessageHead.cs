namespace Conversations;

/// <summary>What a message's row says that a commit needs.</summary>
internal sealed record MessageHead(long Sequence, int Revision, int EmojiCount)
{
    private const string FindSql =
        "SELECT sequence, revision, emoji_count FROM @schema.messages WHERE conversation_id = @conversation AND message_id = @id AND text IS NOT NULL";

    /// <summary>Finds a message that was not deleted.</summary>
    internal static Task<MessageHead?> FindAsync(PostgreSqlSession session, Head head, MessageId id) => session.FirstAsync(
        FindSql,
        static row => new MessageHead(row.GetInt64(0), row.GetInt32(1), row.GetInt32(2)),
        CancellationToken.None,
        ("conversation", head.Id.Value),
        ("id", id.Value));
}
