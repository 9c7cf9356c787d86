using Conversations.Storage;

namespace Conversations;

/// <content>Read states.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>The sequence up to which "p" has no unread message: the user read it, or cannot see it.</summary>
    private const string UnreadAfter = "greatest(p.read_up_to, p.visible_from - 1)";

    private static readonly string _readStateSql =
        $"""
        SELECT p.read_up_to, {Unread("@id")}, p.is_marked_unread
        FROM @schema.conversations c
        JOIN @schema.participants p ON p.conversation_id = @id AND p.user_id = @user AND p.ended_at IS NULL
        WHERE c.conversation_id = @id AND c.state = 1
        """;

    /// <summary>Lets the other devices of the user find how far the user has read. It moves only once a minute, so that most marks are heap only.</summary>
    private const string MovesOwn = "changed_at = CASE WHEN p.changed_at < @before THEN @now ELSE p.changed_at END";

    private static readonly string _markAsReadSql =
        $"""
        UPDATE @schema.participants AS p SET read_up_to = greatest(p.read_up_to, least(@upTo, c.last_sequence)), is_marked_unread = false, {MovesOwn}
        FROM @schema.conversations c
        WHERE c.conversation_id = @id AND c.state = 1 AND p.conversation_id = @id AND p.user_id = @user AND p.ended_at IS NULL
        RETURNING p.read_up_to, {Unread("@id")}, p.is_marked_unread
        """;

    private static readonly string _markAsUnreadSql =
        $"""
        UPDATE @schema.participants AS p SET is_marked_unread = true, {MovesOwn}
        FROM @schema.conversations c
        WHERE c.conversation_id = @id AND c.state = 1 AND p.conversation_id = @id AND p.user_id = @user AND p.ended_at IS NULL
        RETURNING p.read_up_to, {Unread("@id")}, p.is_marked_unread
        """;

    private const string EveryoneReadUpToSql =
        $"""
        SELECT (SELECT min(p.read_up_to) FROM @schema.participants p WHERE p.conversation_id = @id AND p.ended_at IS NULL)
        FROM {SeenFrom} WHERE {Seen}
        """;

    /// <inheritdoc/>
    public Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default) =>
        MarkAsync(_markAsReadSql, cancellationToken, ("upTo", upTo), ("id", id.Value), ("user", userId.Value));

    /// <inheritdoc/>
    public Task<ReadState?> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        MarkAsync(_markAsUnreadSql, cancellationToken, ("id", id.Value), ("user", userId.Value));

    /// <inheritdoc/>
    public Task<ReadState?> FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.FirstAsync(
            _readStateSql, ReadReadState, ("user", userId.Value), ("id", id.Value)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindEveryoneReadUpToAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.FirstAsync(
            EveryoneReadUpToSql, static (ref row) => row.NextInt64OrNull(), ("id", id.Value), ("viewer", viewer.OrNone())),
        cancellationToken);

    /// <summary>Marks by one statement, which is safe to run twice.</summary>
    private Task<ReadState?> MarkAsync(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        CheckAlive(cancellationToken);
        var now = _database.Clock.GetDatabaseTime();
        return _database.WriteOnceAsync(
            sql, ReadReadState, cancellationToken, [("now", now), ("before", now - ChangedWindow.MaxLag), .. values]);
    }

    /// <summary>The number of messages in "c" that "p" has not read. It is computed from sequences, so only deleted messages are counted by rows.</summary>
    private static string Unread(string id) =>
        $"""
        greatest(c.last_sequence - {UnreadAfter}, 0) - (
            SELECT count(*) FROM @schema.messages d WHERE d.conversation_id = {id} AND d.sequence > {UnreadAfter} AND d.text IS NULL)
        """;

    private static ReadState ReadReadState(ref RowReader row) => new(row.NextInt64(), row.NextInt64(), row.NextBoolean());
}
