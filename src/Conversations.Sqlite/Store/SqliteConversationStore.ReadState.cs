using Microsoft.Data.Sqlite;

namespace Conversations;

/// <content>How far users have read.</content>
public sealed partial class SqliteConversationStore
{
    /// <summary>The messages of "c" that "p" has not read, by arithmetic: only deleted ones are looked at.</summary>
    private const string Unread =
        """
        c.last_sequence - p.read_up_to - (
            SELECT count(*) FROM messages d INDEXED BY messages_deleted
            WHERE d.conversation = c.number AND d.sequence > p.read_up_to AND d.text IS NULL)
        """;

    private const string ReadStateSql =
        $"""
        SELECT p.read_up_to, {Unread}, p.is_marked_unread
        FROM conversations c
        JOIN participants p ON p.conversation = c.number AND p.user_id = $user AND p.ended_at IS NULL
        WHERE c.id = $id AND c.state = 1
        """;

    /// <summary>What a row that was altered says, as <see cref="ReadStateSql"/> does.</summary>
    private const string Altered =
        """
        RETURNING read_up_to, (
            SELECT c.last_sequence FROM conversations c WHERE c.number = conversation) - read_up_to - (
            SELECT count(*) FROM messages d INDEXED BY messages_deleted
            WHERE d.conversation = participants.conversation AND d.sequence > participants.read_up_to AND d.text IS NULL), is_marked_unread
        """;

    private const string MarkAsReadSql =
        $"""
        UPDATE participants SET read_up_to = max(read_up_to, min($upTo, c.last_sequence)), is_marked_unread = 0
        FROM conversations c
        WHERE c.id = $id AND c.state = 1 AND participants.conversation = c.number AND participants.user_id = $user AND participants.ended_at IS NULL
            AND (read_up_to < min($upTo, c.last_sequence) OR is_marked_unread)
        {Altered}
        """;

    private const string MarkAsUnreadSql =
        $"""
        UPDATE participants SET is_marked_unread = 1
        FROM conversations c
        WHERE c.id = $id AND c.state = 1 AND participants.conversation = c.number AND participants.user_id = $user AND participants.ended_at IS NULL
            AND NOT is_marked_unread
        {Altered}
        """;

    private const string EveryoneReadUpToSql =
        $"SELECT (SELECT min(p.read_up_to) FROM participants p WHERE p.conversation = c.number AND p.ended_at IS NULL) FROM conversations c WHERE {Seen}";

    /// <inheritdoc/>
    public Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default) => WriteAsync(
        session =>
            session.First(MarkAsReadSql, static row => ReadReadState(row), ("$upTo", upTo), ("$id", id.Value), ("$user", userId.Value))
            ?? FindReadState(session, id, userId),
        cancellationToken);

    /// <inheritdoc/>
    public Task<ReadState?> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) => WriteAsync(
        session =>
            session.First(MarkAsUnreadSql, static row => ReadReadState(row), ("$id", id.Value), ("$user", userId.Value))
            ?? FindReadState(session, id, userId),
        cancellationToken);

    /// <inheritdoc/>
    public Task<ReadState?> FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        ReadAsync(session => FindReadState(session, id, userId), cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindEveryoneReadUpToAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.First(EveryoneReadUpToSql, static row => row.Number(0), ("$id", id.Value), ("$viewer", viewer?.Value)),
        cancellationToken);

    private static ReadState? FindReadState(SqliteSession session, ConversationId id, UserId userId) => session.First(
        ReadStateSql, static row => ReadReadState(row), ("$user", userId.Value), ("$id", id.Value));

    private static ReadState ReadReadState(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetBoolean(2));
}
