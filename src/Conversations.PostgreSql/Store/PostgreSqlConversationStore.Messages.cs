using Conversations.Storage;
using Npgsql;

namespace Conversations;

/// <content>Reading messages.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>The conversation "c" of @id, if it exists and @viewer takes part or is null.</summary>
    /// <remarks>The one row is counted, not only found: to find the first of many, as it may take them to be, PostgreSQL would look at every row.</remarks>
    private const string Seen =
        """
        c.conversation_id = @id AND c.state = 1 AND (@viewer::text IS NULL OR 0 < (
            SELECT count(*) FROM @schema.participants v WHERE v.conversation_id = @id AND v.user_id = @viewer::text AND v.ended_at IS NULL))
        """;

    /// <summary>The message of @id and @message, as one row, whatever PostgreSQL thinks of how many have such ids.</summary>
    private const string One = "(SELECT * FROM @schema.messages WHERE conversation_id = @id AND message_id = @message LIMIT 1)";

    private const string ListReactorsSql =
        $"""
        SELECT r.user_id, r.emoji, r.at, r.version
        FROM @schema.conversations c
        JOIN {One} m ON m.text IS NOT NULL
        LEFT JOIN @schema.reactions r ON r.conversation_id = m.conversation_id AND r.sequence = m.sequence AND r.version > @after
        WHERE {Seen}
        ORDER BY r.version
        LIMIT @limit
        """;

    private static readonly string _listMessagesSql = ListMessages("ASC");
    private static readonly string _listMessagesDescendingSql = ListMessages("DESC");

    private static readonly string _findMessageSql =
        $"""
        SELECT {MessageRows.Columns}
        FROM @schema.conversations c
        JOIN {One} m ON m.text IS NOT NULL
        {MessageRows.JoinAnswered}
        WHERE {Seen}
        """;

    private static readonly string _findSlotSql =
        $"""
        SELECT m.sequence, m.sender_id, m.hash, m.text IS NULL, {MessageRows.Columns}
        FROM {One} m
        {MessageRows.JoinAnswered}
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return ReadAsync(
            async session =>
            {
                var rows = await session.AllAsync(
                    window.Descending ? _listMessagesDescendingSql : _listMessagesSql,
                    row => MessageRows.Read(row, 0, window.ConversationId),
                    cancellationToken,
                    ("viewer", window.Viewer?.Value),
                    ("from", window.From),
                    ("to", window.To),
                    ("id", window.ConversationId.Value),
                    ("limit", window.Limit)).ConfigureAwait(false);
                return rows.Count == 0 ? null : (IReadOnlyList<Message>)[.. rows.OfType<Message>()];
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Message?> FindMessageAsync(
        ConversationId id, MessageId messageId, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.FirstAsync(
            _findMessageSql,
            row => MessageRows.Read(row, 0, id),
            cancellationToken,
            ("viewer", viewer?.Value),
            ("message", messageId.Value),
            ("id", id.Value)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Reactor>?> ListReactorsAsync(ReactorWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return ReadAsync(
            async session =>
            {
                var rows = await session.AllAsync(
                    ListReactorsSql,
                    static row => row.IsDBNull(0) ? null : ReadReactor(row),
                    cancellationToken,
                    ("message", window.MessageId.Value),
                    ("after", window.AfterVersion),
                    ("id", window.ConversationId.Value),
                    ("viewer", window.Viewer?.Value),
                    ("limit", window.Limit)).ConfigureAwait(false);
                return rows.Count == 0 ? null : (IReadOnlyList<Reactor>)[.. rows.OfType<Reactor>()];
            },
            cancellationToken);
    }

    private static Reactor ReadReactor(NpgsqlDataReader row) => new(row.User(0), row.GetString(1), row.Time(2), row.GetInt64(3));

    /// <summary>Finds what stands under a message id, also a deleted message.</summary>
    private static Task<MessageSlot?> FindSlotAsync(PostgreSqlSession session, ConversationId id, MessageId messageId, UserId? viewer) => session.FirstAsync(
        _findSlotSql,
        row => row.GetBoolean(3)
            ? new MessageSlot(row.GetInt64(0), row.UserOrNull(1), default, null)
            : new MessageSlot(row.GetInt64(0), row.UserOrNull(1), new(row.GetFieldValue<byte[]>(2)), MessageRows.Read(row, 4, id)),
        CancellationToken.None,
        ("viewer", viewer?.Value),
        ("id", id.Value),
        ("message", messageId.Value));

    private static string ListMessages(string direction) =>
        $"""
        SELECT {MessageRows.Columns}
        FROM @schema.conversations c
        LEFT JOIN LATERAL (
            SELECT * FROM @schema.messages w
            WHERE w.conversation_id = @id AND w.sequence BETWEEN @from AND @to AND w.text IS NOT NULL
            ORDER BY w.sequence {direction}
            LIMIT @limit) m ON true
        {MessageRows.JoinAnswered}
        WHERE {Seen}
        ORDER BY m.sequence {direction}
        """;
}
