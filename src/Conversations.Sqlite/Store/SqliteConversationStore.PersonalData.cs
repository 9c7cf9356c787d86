using Conversations.Storage;

namespace Conversations;

/// <content>Finds what is stored about one user.</content>
public sealed partial class SqliteConversationStore
{
    private const string ListTracesSql =
        $"""
        SELECT c.id FROM conversations c
        WHERE c.id > $after AND (
            EXISTS (SELECT 1 FROM participants p WHERE p.conversation = c.number AND p.user_id = $user)
            OR EXISTS (SELECT 1 FROM departures d WHERE d.conversation = c.number AND d.user_id = $user)
            OR EXISTS (SELECT 1 FROM changes l WHERE l.conversation = c.number AND {ChangeNames})
            OR EXISTS (SELECT 1 FROM reactions r WHERE r.conversation = c.number AND r.user_id = $user)
            OR EXISTS (SELECT 1 FROM messages m WHERE m.conversation = c.number
                AND (m.sender_id = $user OR m.actor = $user OR (instr(m.text, '{MentionTraces.Opening}') > 0 AND mentions(m.text, $user))))
            OR (instr(c.subject, '{MentionTraces.Opening}') > 0 AND mentions(c.subject, $user))
            OR EXISTS (SELECT 1 FROM json_each(c.welcome_messages) w
                WHERE instr(w.value, '{MentionTraces.Opening}') > 0 AND mentions(w.value, $user)))
        ORDER BY c.id
        LIMIT $limit + 0
        """;

    private const string ChangeNames =
        "(l.actor = $user OR l.user_id = $user OR EXISTS (SELECT 1 FROM json_each(l.users) u WHERE u.value = $user))";

    private const string ListReactionsOfSql =
        """
        SELECT r.user_id, r.emoji, r.at, r.version
        FROM conversations c
        JOIN reactions r ON r.conversation = c.number AND r.user_id = $user AND r.version > $after
        WHERE c.id = $id AND c.state = 1
        ORDER BY r.version
        LIMIT $limit + 0
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConversationId>> ListTracesAsync(
        UserId userId, ConversationId? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<ConversationId>>(
        session => session.All(
            ListTracesSql, static (ref row) => row.NextConversation(), ("$after", after?.Value ?? ""), ("$user", userId.Value), ("$limit", limit)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Reactor>> ListReactionsOfAsync(
        ConversationId id, UserId userId, long afterVersion, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<Reactor>>(
        session => session.All(
            ListReactionsOfSql,
            ReadReactor,
            ("$user", userId.Value),
            ("$after", afterVersion),
            ("$id", id.Value),
            ("$limit", limit)),
        cancellationToken);
}
