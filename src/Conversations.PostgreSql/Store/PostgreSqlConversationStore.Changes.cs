using Conversations.Storage;

namespace Conversations;

/// <content>The log of changes.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string LogSql =
        """
        INSERT INTO @schema.changes (conversation_id, version, kind, at, actor, user_id, users, sequence, revision, emoji)
        VALUES (@id, @version, @kind, @at, @actor, @user, @users::text[], @sequence::bigint, @revision::integer, @emoji)
        """;

    private const string LogAfterSql = "SELECT log_after FROM @schema.conversations WHERE conversation_id = @id";

    /// <summary>
    /// Lists the changes after a version. Most changes are sent messages, whose lines of the log are the rows of the messages. Their versions rise with
    /// their sequences, so a binary search finds the last message that is not wanted. It begins at the last sequence less the number of versions that
    /// follow, since no more messages than versions can follow.
    /// </summary>
    private const string ListChangesSql =
        """
        (SELECT l.version, l.kind, l.at, l.actor, l.user_id, l.users, l.sequence, l.revision, l.emoji, m.message_id
        FROM @schema.changes l
        LEFT JOIN @schema.messages m ON m.conversation_id = @id AND m.sequence = l.sequence
        WHERE l.conversation_id = @id AND l.version > @after
        ORDER BY l.version
        LIMIT @limit)
        UNION ALL
        (SELECT s.version, 7::smallint, coalesce(s.sent_at, s.created_at), CASE WHEN s.actor = '' THEN s.sender_id ELSE s.actor END,
            NULL, NULL, s.sequence, NULL, NULL, s.message_id
        FROM @schema.messages s
        WHERE s.conversation_id = @id AND s.sequence > (
            WITH RECURSIVE search (low, high) AS (
                SELECT greatest(c.last_sequence - (c.version - @after), 0), c.last_sequence
                FROM @schema.conversations c WHERE c.conversation_id = @id
                UNION ALL
                SELECT CASE WHEN m.version > @after THEN h.low ELSE h.middle END, CASE WHEN m.version > @after THEN h.middle - 1 ELSE h.high END
                FROM (SELECT low, high, (low + high + 1) / 2 AS middle FROM search WHERE low < high) h
                LEFT JOIN @schema.messages m ON m.conversation_id = @id AND m.sequence = h.middle)
            SELECT max(low) FROM search)
        ORDER BY s.sequence
        LIMIT @limit)
        ORDER BY 1
        LIMIT @limit
        """;

    /// <inheritdoc/>
    public Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default) => ReadTogetherAsync(
        async session =>
        {
            var start = await session.FirstAsync(LogAfterSql, static (ref row) => (long?)row.NextInt64(), ("id", id.Value)).ConfigureAwait(false);
            if (start is not { } begin)
                return new ChangeSlice([], IsPruned: false);

            // The changes before a deletion are gone with the conversation, even if their rows are not purged yet.
            var changes = await session.AllAsync(
                ListChangesSql,
                (ref row) => ChangeReader.Read(ref row, id),
                ("id", id.Value),
                ("after", Math.Max(after, begin)),
                ("limit", limit)).ConfigureAwait(false);
            return new ChangeSlice(changes, IsPruned: after < begin);
        },
        cancellationToken);

    private static Task<int> LogAsync(PostgreSqlSession session, long version, Change change, long? sequence)
    {
        var users = change switch
        {
            ConversationCreated created => created.Participants,
            ConversationUpdated updated => updated.Participants,
            _ => [],
        };
        return session.RunAsync(
            LogSql,
            ("id", change.ConversationId.Value),
            ("version", version),
            ("kind", (short)ChangeReader.KindOf(change)),
            ("at", change.At),
            ("actor", change.Actor?.Value),
            ("user", ChangeReader.UserOf(change)?.Value),
            ("users", users.Count == 0 ? null : users.ToColumn()),
            ("sequence", sequence),
            ("revision", ChangeReader.RevisionOf(change)),
            ("emoji", (change as ReactionChange)?.Emoji));
    }
}
