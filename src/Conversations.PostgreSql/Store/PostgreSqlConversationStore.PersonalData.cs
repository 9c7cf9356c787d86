using System.Collections.Concurrent;
using Conversations.Storage;

namespace Conversations;

/// <content>What is held about one user.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string BeginErasureSql =
        """
        INSERT INTO @schema.erasures (user_id, erased_id, keeps_text) VALUES (@user, @erased, @keeps)
        ON CONFLICT ON CONSTRAINT erasures_key DO NOTHING
        """;

    private const string FindErasureSql = "SELECT erased_id, keeps_text FROM @schema.erasures WHERE user_id = @user";

    private const string EndErasureSql = "DELETE FROM @schema.erasures WHERE user_id = @user";

    private const string ChangeNames = "(l.actor = @user OR l.user_id = @user OR @user = ANY (l.users))";

    /// <summary>Conversations with a trace, and the texts in which one may be: those are looked through here.</summary>
    private const string ListTracesSql =
        $"""
        SELECT c.conversation_id,
            EXISTS (SELECT 1 FROM @schema.participants p WHERE p.conversation_id = c.conversation_id AND p.user_id = @user)
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

    private const string RewriteSql =
        """
        UPDATE @schema.messages SET text = @text, custom = @custom
        WHERE conversation_id = @id AND sequence = @sequence AND revision = @revision AND text IS NOT NULL
        """;

    private const string IsThereSql = "SELECT true FROM @schema.messages WHERE conversation_id = @id AND sequence = @sequence AND text IS NOT NULL";

    private const string NextSentSql =
        """
        SELECT max(sequence), count(*) FROM (
            SELECT sequence FROM @schema.messages WHERE conversation_id = @id AND sequence > @from AND (sender_id = @user OR actor = @user)
            ORDER BY sequence LIMIT @limit) s
        """;

    private const string ReplaceSendersSql =
        """
        UPDATE @schema.messages
        SET sender_id = CASE WHEN sender_id = @user THEN @replacement ELSE sender_id END,
            actor = CASE WHEN actor = @user THEN @replacement ELSE actor END
        WHERE conversation_id = @id AND sequence > @from AND sequence <= @to AND (sender_id = @user OR actor = @user)
        """;

    private const string NextLoggedSql =
        $"""
        SELECT max(version), count(*) FROM (
            SELECT l.version FROM @schema.changes l WHERE l.conversation_id = @id AND l.version > @from AND {ChangeNames}
            ORDER BY l.version LIMIT @limit) s
        """;

    private const string ReplaceLoggedSql =
        $"""
        UPDATE @schema.changes AS l
        SET actor = CASE WHEN l.actor = @user THEN @replacement ELSE l.actor END,
            user_id = CASE WHEN l.user_id = @user THEN @replacement ELSE l.user_id END,
            users = array_replace(l.users, @user COLLATE "C", @replacement COLLATE "C")
        WHERE l.conversation_id = @id AND l.version > @from AND l.version <= @to AND {ChangeNames}
        """;

    private const string ReplaceReactorsSql =
        """
        UPDATE @schema.reactions SET user_id = @replacement
        WHERE conversation_id = @id AND (sequence, version) IN (
            SELECT sequence, version FROM @schema.reactions WHERE conversation_id = @id AND user_id = @user LIMIT @limit)
        """;

    private const string ForgetSql = "DELETE FROM @schema.participants WHERE conversation_id = @id AND user_id = @user AND ended_at IS NOT NULL";

    /// <summary>How far a user was replaced in a conversation, so that no batch begins at the beginning; a restart does, which only takes time.</summary>
    private readonly ConcurrentDictionary<(ConversationId Id, UserId UserId), Replaced> _replaced = [];

    /// <inheritdoc/>
    public Task<Erasure> BeginErasureAsync(Erasure erasure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return WriteAsync(
            async session =>
            {
                await session.RunAsync(
                    BeginErasureSql,
                    cancellationToken,
                    ("user", erasure.UserId.Value),
                    ("erased", erasure.ErasedId.Value),
                    ("keeps", erasure.KeepsText)).ConfigureAwait(false);
                return (await session.FirstAsync(
                    FindErasureSql,
                    row => new Erasure(erasure.UserId, row.User(0), row.GetBoolean(1)),
                    cancellationToken,
                    ("user", erasure.UserId.Value)).ConfigureAwait(false))!;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task EndErasureAsync(UserId userId, CancellationToken cancellationToken = default) =>
        WriteAsync(session => session.RunAsync(EndErasureSql, cancellationToken, ("user", userId.Value)), cancellationToken);

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
                    static row => (Id: row.Conversation(0), IsTrace: row.GetBoolean(1), Subject: row.Text(2), Welcome: ConversationRows.ReadWelcome(row, 3), Mentions: row.GetBoolean(4)),
                    cancellationToken,
                    ("user", userId.Value),
                    ("after", last),
                    ("limit", size)).ConfigureAwait(false);
                foreach (var row in rows)
                {
                    var isTrace = row.IsTrace || (row.Subject is { } subject && MentionTraces.Contains(subject, userId))
                        || row.Welcome.Any(text => MentionTraces.Contains(text, userId))
                        || (row.Mentions && await AreMentionedAsync(session, row.Id, userId, cancellationToken).ConfigureAwait(false));
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
            static row => ReadReactor(row),
            cancellationToken,
            ("user", userId.Value),
            ("after", afterVersion),
            ("id", id.Value),
            ("limit", limit)).ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rewrites);
        return WriteAsync(
            async session =>
            {
                if (await Head.LockAsync(session, id).ConfigureAwait(false) is not { State: HeadState.Exists })
                    return true;

                // All that can be is rewritten, also after one that cannot.
                var areAllWritten = true;
                foreach (var rewrite in rewrites)
                    areAllWritten &= await RewriteAsync(session, id, rewrite).ConfigureAwait(false);

                return areAllWritten;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, CancellationToken cancellationToken = default)
    {
        var from = _replaced.GetValueOrDefault((id, userId));
        var next = await WriteAsync<Replaced?>(
            async session =>
            {
                var head = await Head.LockAsync(session, id).ConfigureAwait(false);
                if (head is null)
                    return null;

                // What waits to be purged names them too.
                return head.State == HeadState.HasRemains && await PurgeAsync(session, id).ConfigureAwait(false)
                    ? from
                    : await ReplaceAsync(session, id, userId, replacement, from).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (next is { } place)
            _replaced[(id, userId)] = place;
        else
            _replaced.TryRemove((id, userId), out _);

        return next is not null;
    }

    private static async Task<bool> AreMentionedAsync(PostgreSqlSession session, ConversationId id, UserId userId, CancellationToken cancellationToken)
    {
        var texts = await session.AllAsync(
            MentioningTextsSql, row => MentionTraces.Contains(row.GetString(0), userId), cancellationToken, ("id", id.Value)).ConfigureAwait(false);
        return texts.Contains(true);
    }

    private static async Task<bool> RewriteAsync(PostgreSqlSession session, ConversationId id, MessageRewrite rewrite) =>
        await session.RunAsync(
            RewriteSql,
            CancellationToken.None,
            ("text", rewrite.Content.Text),
            ("custom", rewrite.Content.Custom.ToColumn()),
            ("id", id.Value),
            ("sequence", rewrite.Sequence),
            ("revision", rewrite.Revision)).ConfigureAwait(false) == 1
        || !await session.FirstAsync(
            IsThereSql, static _ => true, CancellationToken.None, ("id", id.Value), ("sequence", rewrite.Sequence)).ConfigureAwait(false);

    /// <summary>Replaces a bounded number of rows, and gives how far it came; null = nothing is left.</summary>
    private static async Task<Replaced?> ReplaceAsync(PostgreSqlSession session, ConversationId id, UserId userId, UserId replacement, Replaced from)
    {
        (string, object?)[] who = [("id", id.Value), ("user", userId.Value)];
        var (sequence, moreSent) = await ReplaceAsync(session, NextSentSql, ReplaceSendersSql, who, replacement, from.Sequence).ConfigureAwait(false);
        var (version, moreLogged) = await ReplaceAsync(session, NextLoggedSql, ReplaceLoggedSql, who, replacement, from.Version).ConfigureAwait(false);
        var reactions = await session.RunAsync(
            ReplaceReactorsSql, CancellationToken.None, [.. who, ("replacement", replacement.Value), ("limit", BatchSize)]).ConfigureAwait(false);
        await session.RunAsync(ForgetSql, CancellationToken.None, who).ConfigureAwait(false);
        return moreSent || moreLogged || reactions == BatchSize ? new(sequence, version) : null;
    }

    private static async Task<(long Place, bool HasMore)> ReplaceAsync(
        PostgreSqlSession session, string next, string replace, (string, object?)[] who, UserId replacement, long from)
    {
        var (to, count) = await session.FirstAsync(
            next,
            static row => (row.Number(0), row.GetInt64(1)),
            CancellationToken.None,
            [.. who, ("from", from), ("limit", BatchSize)]).ConfigureAwait(false);
        if (to is { } place)
        {
            await session.RunAsync(
                replace, CancellationToken.None, [.. who, ("replacement", replacement.Value), ("from", from), ("to", place)]).ConfigureAwait(false);
        }

        return (to ?? from, count == BatchSize);
    }

    private readonly record struct Replaced(long Sequence, long Version);
}
