using Npgsql;

namespace Conversations;

/// <content>How far users have read.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>The messages of "c" that "p" has not read, by arithmetic: only deleted ones are looked at.</summary>
    private const string Unread =
        """
        c.last_sequence - p.read_up_to - (
            SELECT count(*) FROM @schema.messages d
            WHERE d.conversation_id = c.conversation_id AND d.sequence > p.read_up_to AND d.text IS NULL)
        """;

    private const string ReadStateSql =
        $"""
        SELECT p.read_up_to, {Unread}, p.is_marked_unread
        FROM @schema.conversations c
        JOIN @schema.participants p ON p.conversation_id = c.conversation_id AND p.user_id = @user AND p.ended_at IS NULL
        WHERE c.conversation_id = @id AND c.state = 1
        """;

    private const string MarkAsReadSql =
        $"""
        UPDATE @schema.participants AS p SET read_up_to = greatest(p.read_up_to, least(@upTo, c.last_sequence)), is_marked_unread = false
        FROM @schema.conversations c
        WHERE c.conversation_id = @id AND c.state = 1 AND p.conversation_id = @id AND p.user_id = @user AND p.ended_at IS NULL
        RETURNING p.read_up_to, {Unread}, p.is_marked_unread
        """;

    private const string MarkAsUnreadSql =
        $"""
        UPDATE @schema.participants AS p SET is_marked_unread = true
        FROM @schema.conversations c
        WHERE c.conversation_id = @id AND c.state = 1 AND p.conversation_id = @id AND p.user_id = @user AND p.ended_at IS NULL
        RETURNING p.read_up_to, {Unread}, p.is_marked_unread
        """;

    private const string EveryoneReadUpToSql =
        $"""
        SELECT (SELECT min(p.read_up_to) FROM @schema.participants p WHERE p.conversation_id = c.conversation_id AND p.ended_at IS NULL)
        FROM @schema.conversations c WHERE {Seen}
        """;

    /// <inheritdoc/>
    public Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default) =>
        MarkAsync(MarkAsReadSql, cancellationToken, ("upTo", upTo), ("id", id.Value), ("user", userId.Value));

    /// <inheritdoc/>
    public Task<ReadState?> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        MarkAsync(MarkAsUnreadSql, cancellationToken, ("id", id.Value), ("user", userId.Value));

    /// <inheritdoc/>
    public Task<ReadState?> FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.FirstAsync(
            ReadStateSql, static row => ReadReadState(row), cancellationToken, ("user", userId.Value), ("id", id.Value)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindEveryoneReadUpToAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.FirstAsync(
            EveryoneReadUpToSql, static row => row.Number(0), cancellationToken, ("id", id.Value), ("viewer", viewer?.Value)),
        cancellationToken);

    /// <summary>A mark may always be made again.</summary>
    private Task<ReadState?> MarkAsync(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        CheckAlive(cancellationToken);
        return _database.WriteOnceAsync(sql, static row => ReadReadState(row), cancellationToken, values);
    }

    private static ReadState ReadReadState(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetBoolean(2));
}
