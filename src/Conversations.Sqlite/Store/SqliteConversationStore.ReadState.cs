namespace Conversations;

/// <content>Reads and moves read positions.</content>
public sealed partial class SqliteConversationStore
{
    /// <summary>
    /// Counts the visible messages of "c" that "p" has not read: the difference of two sequences minus the deleted messages, which are the
    /// only rows that are read.
    /// </summary>
    private const string Unread =
        """
        max(0, c.last_sequence - max(p.read_up_to, p.visible_from - 1) - (
            SELECT count(*) FROM messages d INDEXED BY messages_deleted
            WHERE d.conversation = c.number AND d.sequence > max(p.read_up_to, p.visible_from - 1) AND d.text IS NULL))
        """;

    private const string ReadStateSql =
        $"""
        SELECT p.read_up_to, {Unread}, p.is_marked_unread
        FROM conversations c
        JOIN participants p ON p.conversation = c.number AND p.user_id = $user AND p.ended_at IS NULL
        WHERE c.id = $id AND c.state = 1
        """;

    /// <summary>Returns the same columns as <see cref="ReadStateSql"/>, from the participant's row that was updated.</summary>
    private const string Altered =
        """
        RETURNING read_up_to, max(0, (
            SELECT c.last_sequence FROM conversations c WHERE c.number = conversation) - max(read_up_to, visible_from - 1) - (
            SELECT count(*) FROM messages d INDEXED BY messages_deleted
            WHERE d.conversation = participants.conversation AND d.sequence > max(participants.read_up_to, participants.visible_from - 1)
                AND d.text IS NULL)), is_marked_unread
        """;

    private const string MarkAsReadSql =
        $"""
        UPDATE participants SET read_up_to = max(read_up_to, min($upTo, c.last_sequence)), is_marked_unread = 0, {MoveOwn}
        FROM conversations c
        WHERE c.id = $id AND c.state = 1 AND participants.conversation = c.number AND participants.user_id = $user AND participants.ended_at IS NULL
            AND (read_up_to < min($upTo, c.last_sequence) OR is_marked_unread)
        {Altered}
        """;

    private const string MarkAsUnreadSql =
        $"""
        UPDATE participants SET is_marked_unread = 1, {MoveOwn}
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
        {
            var now = Now;
            return session.First(
                MarkAsReadSql,
                ReadReadState,
                ("$upTo", upTo),
                ("$due", DueBefore(now)),
                ("$now", now),
                ("$id", id.Value),
                ("$user", userId.Value)) ?? FindReadState(session, id, userId);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ReadState?> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) => WriteAsync(
        session =>
        {
            var now = Now;
            return session.First(
                MarkAsUnreadSql, ReadReadState, ("$due", DueBefore(now)), ("$now", now), ("$id", id.Value), ("$user", userId.Value))
                ?? FindReadState(session, id, userId);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ReadState?> FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        ReadAsync(session => FindReadState(session, id, userId), cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindEveryoneReadUpToAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.First(EveryoneReadUpToSql, static (ref row) => row.NextInt64OrNull(), ("$id", id.Value), ("$viewer", viewer?.Value)),
        cancellationToken);

    private static ReadState? FindReadState(SqliteSession session, ConversationId id, UserId userId) => session.First(
        ReadStateSql, ReadReadState, ("$user", userId.Value), ("$id", id.Value));

    private static ReadState ReadReadState(ref RowReader row) => new(row.NextInt64(), row.NextInt64(), row.NextBoolean());
}
