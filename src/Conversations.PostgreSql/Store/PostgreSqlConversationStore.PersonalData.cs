using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations;

/// <content>Personal data of one user: finding it, and the record of an erasure.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>Returns the record that is there. The update changes nothing, but it locks the row: without it, another erasure could end before the read.</summary>
    private const string BeginErasureSql =
        """
        INSERT INTO @schema.erasures AS e (user_id, erased_id, keeps_text) VALUES (@user, @erased, @keeps)
        ON CONFLICT ON CONSTRAINT erasures_key DO UPDATE SET keeps_text = e.keeps_text
        RETURNING e.erased_id, e.keeps_text
        """;

    private const string EndErasureSql = "DELETE FROM @schema.erasures WHERE user_id = @user";

    private const string ChangeNames = "(l.actor = @user OR l.user_id = @user OR @user = ANY (l.users))";

    /// <summary>
    /// Lists conversations, whether a row of theirs names the user, and the texts that may mention the user. The store looks through these texts itself.
    /// </summary>
    private const string ListTracesSql =
        $"""
        SELECT c.conversation_id,
            EXISTS (SELECT 1 FROM @schema.participants p WHERE p.conversation_id = c.conversation_id AND p.user_id = @user)
            OR EXISTS (SELECT 1 FROM @schema.departures d WHERE d.conversation_id = c.conversation_id AND d.user_id = @user)
            OR EXISTS (SELECT 1 FROM @schema.changes l WHERE l.conversation_id = c.conversation_id AND {ChangeNames})
            OR EXISTS (SELECT 1 FROM @schema.reactions r WHERE r.conversation_id = c.conversation_id AND r.user_id = @user)
            OR EXISTS (SELECT 1 FROM @schema.messages m WHERE m.conversation_id = c.conversation_id AND (m.sender_id = @user OR m.actor = @user)),
            c.subject,
            c.welcome_messages,
            EXISTS (SELECT 1 FROM @schema.messages m WHERE m.conversation_id = c.conversation_id AND strpos(m.text, '{MentionTraces.Opening}') > 0)
        FROM @schema.conversations c
        WHERE c.conversation_id > @after
        ORDER BY c.conversation_id
        LIMIT @limit
        """;

    private const string MentioningTextsSql =
        $"SELECT text FROM @schema.messages WHERE conversation_id = @id AND strpos(text, '{MentionTraces.Opening}') > 0";

    private const string ListReactionsOfSql =
        """
        SELECT r.user_id, r.emoji, r.at, r.version
        FROM @schema.conversations c
        JOIN @schema.reactions r ON r.conversation_id = c.conversation_id AND r.user_id = @user AND r.version > @after
        WHERE c.conversation_id = @id AND c.state = 1
        ORDER BY r.version
        LIMIT @limit
        """;

    /// <inheritdoc/>
    public Task<Erasure> BeginErasureAsync(Erasure erasure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return WriteAsync(
            async session => (await session.FirstAsync(
                BeginErasureSql,
                (ref row) => new Erasure(erasure.UserId, row.NextUser(), row.NextBoolean()),
                ("user", erasure.UserId.Value),
                ("erased", erasure.ErasedId.Value),
                ("keeps", erasure.KeepsText)).ConfigureAwait(false))!,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task EndErasureAsync(UserId userId, CancellationToken cancellationToken = default) =>
        WriteAsync(session => session.RunAsync(EndErasureSql, ("user", userId.Value)), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConversationId>> ListTracesAsync(
        UserId userId, ConversationId? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<ConversationId>>(
        async session =>
        {
            const int size = 1_000;
            var found = new List<ConversationId>();
            for (var last = after?.Value ?? ""; found.Count < limit;)
            {
                var rows = await session.AllAsync(
                    ListTracesSql,
                    static (ref row) => (Id: row.NextConversation(), IsTrace: row.NextBoolean(), Subject: row.NextTextOrNull(), Welcome: ConversationReader.ReadWelcome(ref row), Mentions: row.NextBoolean()),
                    ("user", userId.Value),
                    ("after", last),
                    ("limit", size)).ConfigureAwait(false);
                foreach (var row in rows)
                {
                    var isTrace = row.IsTrace || (row.Subject is { } subject && MentionTraces.Contains(subject, userId))
                        || row.Welcome.Any(text => MentionTraces.Contains(text, userId))
                        || (row.Mentions && await AreMentionedAsync(session, row.Id, userId).ConfigureAwait(false));
                    if (isTrace && found.Count < limit)
                        found.Add(row.Id);
                }

                if (rows.Count < size)
                    break;

                last = rows[^1].Id.Value;
            }

            return found;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Reactor>> ListReactionsOfAsync(
        ConversationId id, UserId userId, long afterVersion, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<Reactor>>(
        async session => await session.AllAsync(
            ListReactionsOfSql,
            ReadReactor,
            ("user", userId.Value),
            ("after", afterVersion),
            ("id", id.Value),
            ("limit", limit)).ConfigureAwait(false),
        cancellationToken);

    private static async Task<bool> AreMentionedAsync(PostgreSqlSession session, ConversationId id, UserId userId)
    {
        var texts = await session.AllAsync(
            MentioningTextsSql, (ref row) => MentionTraces.Contains(row.NextText(), userId), ("id", id.Value)).ConfigureAwait(false);
        return texts.Contains(true);
    }
}
