using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations;

/// <content>Reads of messages.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>The conversation "c" of @id, and the participant "v" of @viewer, which is '' if the app reads.</summary>
    private const string SeenFrom =
        """
        @schema.conversations c
        LEFT JOIN @schema.participants v ON v.conversation_id = @id AND v.user_id = @viewer AND v.ended_at IS NULL
        """;

    /// <summary>The condition that the conversation exists, and that the viewer is a participant or the app.</summary>
    private const string Seen = "c.conversation_id = @id AND c.state = 1 AND (@viewer = '' OR v.user_id IS NOT NULL)";

    /// <summary>The first sequence that the viewer can see.</summary>
    private const string FirstSeen = "coalesce(v.visible_from, 1)";

    /// <summary>The message of @id and @message. The limit tells the planner that there is at most one row.</summary>
    private const string One = "(SELECT * FROM @schema.messages WHERE conversation_id = @id AND message_id = @message LIMIT 1)";

    private const string ListReactorsSql =
        $"""
        SELECT r.user_id, r.emoji, r.at, r.version
        FROM {SeenFrom}
        JOIN {One} m ON m.text IS NOT NULL AND m.sequence >= {FirstSeen}
        LEFT JOIN LATERAL (
            SELECT * FROM @schema.reactions o
            WHERE o.conversation_id = @id AND o.sequence = m.sequence AND o.version > @after
            ORDER BY o.version LIMIT @limit) r ON true
        WHERE {Seen}
        ORDER BY r.version
        LIMIT @limit
        """;

    private static readonly string _listMessagesSql = ListMessages("ASC");
    private static readonly string _listMessagesDescendingSql = ListMessages("DESC");

    private static readonly string _findMessageSql =
        $"""
        SELECT {MessageReader.Columns("@id", FirstSeen)}
        FROM {SeenFrom}
        JOIN {One} m ON m.text IS NOT NULL AND m.sequence >= {FirstSeen}
        WHERE {Seen}
        """;

    private static readonly string _findSlotSql =
        $"""
        SELECT m.sequence, m.sender_id, m.text IS NULL, m.hash, {MessageReader.Columns("@id", "1")}
        FROM {One} m
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
                    (ref row) => MessageReader.Read(ref row, window.ConversationId),
                    ("viewer", window.Viewer.OrNone()),
                    ("from", window.From),
                    ("to", window.To),
                    ("id", window.ConversationId.Value),
                    ("limit", window.Limit)).ConfigureAwait(false);
                if (rows.Count == 0)
                    return null;

                // The rows come in this order, but a join does not promise it. The server would take longer to sort them.
                var messages = rows.OfType<Message>();
                return (IReadOnlyList<Message>)[.. window.Descending ? messages.OrderByDescending(one => one.Sequence) : messages.OrderBy(one => one.Sequence)];
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Message?> FindMessageAsync(
        ConversationId id, MessageId messageId, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.FirstAsync(
            _findMessageSql,
            (ref row) => MessageReader.Read(ref row, id),
            ("viewer", viewer.OrNone()),
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
                    static (ref row) => row.IsNextNull ? null : ReadReactor(ref row),
                    ("message", window.MessageId.Value),
                    ("after", window.AfterVersion),
                    ("id", window.ConversationId.Value),
                    ("viewer", window.Viewer.OrNone()),
                    ("limit", window.Limit)).ConfigureAwait(false);
                return rows.Count == 0 ? null : (IReadOnlyList<Reactor>)[.. rows.OfType<Reactor>()];
            },
            cancellationToken);
    }

    private static Reactor ReadReactor(ref RowReader row) => new(row.NextUser(), row.NextText(), row.NextTime(), row.NextInt64());

    /// <summary>Finds what has a message id, which may be a deleted message.</summary>
    private static Task<MessageSlot?> FindSlotAsync(PostgreSqlSession session, ConversationId id, MessageId messageId, UserId? reactor) => session.FirstAsync(
        _findSlotSql,
        (ref row) => ReadSlot(ref row, id),
        ("viewer", reactor.OrNone()),
        ("id", id.Value),
        ("message", messageId.Value));

    private static MessageSlot ReadSlot(ref RowReader row, ConversationId id)
    {
        var (sequence, sender, isDeleted) = (row.NextInt64(), row.NextUserOrNull(), row.NextBoolean());
        return isDeleted
            ? new(sequence, sender, default, null)
            : new(sequence, sender, new(row.NextBytes()), MessageReader.Read(ref row, id));
    }

    private static string ListMessages(string direction) =>
        $"""
        SELECT {MessageReader.Columns("@id", FirstSeen)}
        FROM {SeenFrom}
        LEFT JOIN LATERAL (
            SELECT * FROM @schema.messages w
            WHERE w.conversation_id = @id AND w.sequence BETWEEN greatest(@from, {FirstSeen}) AND @to AND w.text IS NOT NULL
            ORDER BY w.sequence {direction}
            LIMIT @limit) m ON true
        WHERE {Seen}
        """;
}
