using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations;

/// <content>Reads messages and reactors.</content>
/// <remarks>
/// A limit is "$limit + 0": SQLite looks at the value of a parameter that is the whole limit when it plans, so it would compile the statement
/// again at each run, which takes longer than to run it.
/// </remarks>
public sealed partial class SqliteConversationStore
{
    /// <summary>The condition that "c" is the conversation $id, that it exists, and that $viewer is null or takes part in it.</summary>
    private const string Seen =
        """
        c.id = $id AND c.state = 1 AND ($viewer IS NULL OR EXISTS (
            SELECT 1 FROM participants v WHERE v.conversation = c.number AND v.user_id = $viewer AND v.ended_at IS NULL))
        """;

    /// <summary>Joins $viewer as the participant "p", to whom <see cref="Visible"/> refers. The condition is <see cref="SeenByViewer"/>.</summary>
    private const string JoinViewer = "LEFT JOIN participants p ON p.conversation = c.number AND p.user_id = $viewer AND p.ended_at IS NULL";

    private const string SeenByViewer = "c.id = $id AND c.state = 1 AND ($viewer IS NULL OR p.user_id IS NOT NULL)";

    private const string ListReactorsSql =
        $"""
        SELECT r.user_id, r.emoji, r.at, r.version
        FROM conversations c
        {JoinViewer}
        JOIN messages m ON m.conversation = c.number AND m.id = $message AND m.text IS NOT NULL AND m.sequence >= {Visible.From}
        LEFT JOIN reactions r ON r.conversation = m.conversation AND r.sequence = m.sequence AND r.version > $after
        WHERE {SeenByViewer}
        ORDER BY r.version
        LIMIT $limit + 0
        """;

    private static readonly string _listMessagesSql = ListMessages("ASC");
    private static readonly string _listMessagesDescendingSql = ListMessages("DESC");

    private static readonly string _findMessageSql =
        $"""
        SELECT {MessageReader.Columns}
        FROM conversations c
        {JoinViewer}
        JOIN messages m ON m.conversation = c.number AND m.id = $message AND m.text IS NOT NULL AND m.sequence >= {Visible.From}
        {MessageReader.JoinAnswered} AND a.sequence >= {Visible.From}
        WHERE {SeenByViewer}
        """;

    private static readonly string _findSlotSql =
        $"""
        SELECT m.sequence, m.sender_id, m.text IS NULL, m.hash, {MessageReader.Columns}
        FROM messages m
        {MessageReader.JoinAnswered}
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
                    (ref row) => MessageReader.Read(ref row, window.ConversationId),
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
            (ref row) => MessageReader.Read(ref row, id),
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
                    static (ref row) => row.IsNextNull ? null : ReadReactor(ref row),
                    ("$message", window.MessageId.Value),
                    ("$after", window.AfterVersion),
                    ("$id", window.ConversationId.Value),
                    ("$viewer", window.Viewer?.Value),
                    ("$limit", window.Limit));
                return rows.Count == 0 ? null : (IReadOnlyList<Reactor>)[.. rows.OfType<Reactor>()];
            },
            cancellationToken);
    }

    private static Reactor ReadReactor(ref RowReader row) => new(row.NextUser(), row.NextText(), row.NextTime(), row.NextInt64());

    /// <summary>Finds the message with an id, even if it was deleted; null if there was never one.</summary>
    private static MessageSlot? FindSlot(SqliteSession session, long conversation, ConversationId id, MessageId messageId, UserId? viewer) => session.First(
        _findSlotSql,
        (ref row) => ReadSlot(ref row, id),
        ("$viewer", viewer?.Value),
        ("$conversation", conversation),
        ("$message", messageId.Value));

    private static MessageSlot ReadSlot(ref RowReader row, ConversationId id)
    {
        var (sequence, sender, isDeleted) = (row.NextInt64(), row.NextUserOrNull(), row.NextBoolean());
        return isDeleted
            ? new(sequence, sender, default, null)
            : new(sequence, sender, new(row.NextBytes()), MessageReader.Read(ref row, id));
    }

    private static string ListMessages(string direction) =>
        $"""
        SELECT {MessageReader.Columns}
        FROM conversations c
        {JoinViewer}
        LEFT JOIN messages m ON m.conversation = c.number AND m.sequence BETWEEN max($from, {Visible.From}) AND $to AND m.text IS NOT NULL
        {MessageReader.JoinAnswered} AND a.sequence >= {Visible.From}
        WHERE {SeenByViewer}
        ORDER BY m.sequence {direction}
        LIMIT $limit + 0
        """;
}
