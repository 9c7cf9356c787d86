using Conversations.Storage;

namespace Conversations;

/// <content>Reading messages.</content>
public sealed partial class SqliteConversationStore
{
    /// <summary>The conversation "c" of $id, if it exists and $viewer takes part or is null.</summary>
    private const string Seen =
        """
        c.id = $id AND c.state = 1 AND ($viewer IS NULL OR EXISTS (
            SELECT 1 FROM participants v WHERE v.conversation = c.number AND v.user_id = $viewer AND v.ended_at IS NULL))
        """;

    private const string ListReactorsSql =
        $"""
        SELECT r.user_id, r.emoji, r.at, r.version
        FROM conversations c
        JOIN messages m ON m.conversation = c.number AND m.id = $message AND m.text IS NOT NULL
        LEFT JOIN reactions r ON r.conversation = m.conversation AND r.sequence = m.sequence AND r.version > $after
        WHERE {Seen}
        ORDER BY r.version
        LIMIT $limit
        """;

    private static readonly string _listMessagesSql = ListMessages("ASC");
    private static readonly string _listMessagesDescendingSql = ListMessages("DESC");

    private static readonly string _findMessageSql =
        $"""
        SELECT {MessageRows.Columns}
        FROM conversations c
        JOIN messages m ON m.conversation = c.number AND m.id = $message AND m.text IS NOT NULL
        {MessageRows.JoinAnswered}
        WHERE {Seen}
        """;

    private static readonly string _findSlotSql =
        $"""
        SELECT m.sequence, m.sender_id, m.hash, m.text IS NULL, {MessageRows.Columns}
        FROM messages m
        {MessageRows.JoinAnswered}
        WHERE m.conversation = $conversation AND m.id = $message
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return ReadAsync(
            session =>
            {
                var rows = session.All(
                    window.Descending ? _listMessagesDescendingSql : _listMessagesSql,
                    row => MessageRows.Read(row, 0, window.ConversationId),
                    ("$viewer", window.Viewer?.Value),
                    ("$from", window.From),
                    ("$to", window.To),
                    ("$id", window.ConversationId.Value),
                    ("$limit", window.Limit));
                return rows.Count == 0 ? null : (IReadOnlyList<Message>)[.. rows.OfType<Message>()];
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Message?> FindMessageAsync(
        ConversationId id, MessageId messageId, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.First(
            _findMessageSql,
            row => MessageRows.Read(row, 0, id),
            ("$viewer", viewer?.Value),
            ("$message", messageId.Value),
            ("$id", id.Value)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Reactor>?> ListReactorsAsync(ReactorWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return ReadAsync(
            session =>
            {
                var rows = session.All(
                    ListReactorsSql,
                    static row => row.IsDBNull(0) ? null : ReadReactor(row),
                    ("$message", window.MessageId.Value),
                    ("$after", window.AfterVersion),
                    ("$id", window.ConversationId.Value),
                    ("$viewer", window.Viewer?.Value),
                    ("$limit", window.Limit));
                return rows.Count == 0 ? null : (IReadOnlyList<Reactor>)[.. rows.OfType<Reactor>()];
            },
            cancellationToken);
    }

    private static Reactor ReadReactor(Microsoft.Data.Sqlite.SqliteDataReader row) => new(row.User(0), row.GetString(1), row.Time(2), row.GetInt64(3));

    /// <summary>Finds what stands under a message id, also a deleted message.</summary>
    private static MessageSlot? FindSlot(SqliteSession session, long conversation, ConversationId id, MessageId messageId, UserId? viewer) => session.First(
        _findSlotSql,
        row => row.GetBoolean(3)
            ? new MessageSlot(row.GetInt64(0), row.UserOrNull(1), default, null)
            : new MessageSlot(row.GetInt64(0), row.UserOrNull(1), new((byte[])row.GetValue(2)), MessageRows.Read(row, 4, id)),
        ("$viewer", viewer?.Value),
        ("$conversation", conversation),
        ("$message", messageId.Value));

    private static string ListMessages(string direction) =>
        $"""
        SELECT {MessageRows.Columns}
        FROM conversations c
        LEFT JOIN messages m ON m.conversation = c.number AND m.sequence BETWEEN $from AND $to AND m.text IS NOT NULL
        {MessageRows.JoinAnswered}
        WHERE {Seen}
        ORDER BY m.sequence {direction}
        LIMIT $limit
        """;
}
