using System.Collections.Concurrent;
using Conversations.Storage;

namespace Conversations;

/// <content>What is held about one user.</content>
public sealed partial class SqliteConversationStore
{
    private const string BeginErasureSql = "INSERT INTO erasures (user_id, erased_id, keeps_text) VALUES ($user, $erased, $keeps) ON CONFLICT (user_id) DO NOTHING";

    private const string FindErasureSql = "SELECT erased_id, keeps_text FROM erasures WHERE user_id = $user";

    private const string EndErasureSql = "DELETE FROM erasures WHERE user_id = $user";

    private const string ListTracesSql =
        $"""
        SELECT c.id FROM conversations c
        WHERE c.id > $after AND (
            EXISTS (SELECT 1 FROM participants p WHERE p.conversation = c.number AND p.user_id = $user)
            OR EXISTS (SELECT 1 FROM changes l WHERE l.conversation = c.number AND {ChangeNames})
            OR EXISTS (SELECT 1 FROM reactions r WHERE r.conversation = c.number AND r.user_id = $user)
            OR EXISTS (SELECT 1 FROM messages m WHERE m.conversation = c.number
                AND (m.sender_id = $user OR m.actor = $user OR (instr(m.text, '{MentionTraces.Opening}') > 0 AND mentions(m.text, $user))))
            OR (instr(c.subject, '{MentionTraces.Opening}') > 0 AND mentions(c.subject, $user))
            OR EXISTS (SELECT 1 FROM json_each(c.welcome_messages) w
                WHERE instr(w.value, '{MentionTraces.Opening}') > 0 AND mentions(w.value, $user)))
        ORDER BY c.id
        LIMIT $limit
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
        LIMIT $limit
        """;

    private const string RewriteSql =
        """
        UPDATE messages SET text = $text, custom = $custom
        WHERE conversation = $conversation AND sequence = $sequence AND revision = $revision AND text IS NOT NULL
        """;

    private const string IsThereSql = "SELECT 1 FROM messages WHERE conversation = $conversation AND sequence = $sequence AND text IS NOT NULL";

    private const string NextSentSql =
        """
        SELECT max(sequence), count(*) FROM (
            SELECT sequence FROM messages WHERE conversation = $conversation AND sequence > $from AND (sender_id = $user OR actor = $user) ORDER BY sequence LIMIT $limit)
        """;

    private const string ReplaceSendersSql =
        """
        UPDATE messages SET sender_id = iif(sender_id = $user, $replacement, sender_id), actor = iif(actor = $user, $replacement, actor)
        WHERE conversation = $conversation AND sequence > $from AND sequence <= $to AND (sender_id = $user OR actor = $user)
        """;

    private const string NextLoggedSql =
        $"""
        SELECT max(version), count(*) FROM (
            SELECT l.version FROM changes l WHERE l.conversation = $conversation AND l.version > $from AND {ChangeNames} ORDER BY l.version LIMIT $limit)
        """;

    private const string ReplaceLoggedSql =
        $"""
        UPDATE changes AS l
        SET actor = iif(actor = $user, $replacement, actor), user_id = iif(user_id = $user, $replacement, user_id),
            users = iif(users IS NULL, NULL, (SELECT json_group_array(iif(u.value = $user, $replacement, u.value)) FROM json_each(l.users) u))
        WHERE l.conversation = $conversation AND l.version > $from AND l.version <= $to AND {ChangeNames}
        """;

    private const string ReplaceReactorsSql =
        """
        UPDATE reactions SET user_id = $replacement
        WHERE conversation = $conversation AND (sequence, version) IN (
            SELECT sequence, version FROM reactions WHERE conversation = $conversation AND user_id = $user LIMIT $limit)
        """;

    private const string ForgetSql = "DELETE FROM participants WHERE conversation = $conversation AND user_id = $user AND ended_at IS NOT NULL";

    /// <summary>How far a user was replaced in a conversation, so that no batch begins at the beginning; a restart does, which only takes time.</summary>
    private readonly ConcurrentDictionary<(ConversationId Id, UserId UserId), Replaced> _replaced = [];

    /// <inheritdoc/>
    public Task<Erasure> BeginErasureAsync(Erasure erasure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return WriteAsync(
            session =>
            {
                session.Run(BeginErasureSql, ("$user", erasure.UserId.Value), ("$erased", erasure.ErasedId.Value), ("$keeps", erasure.KeepsText));
                return session.First(FindErasureSql, row => new Erasure(erasure.UserId, row.User(0), row.GetBoolean(1)), ("$user", erasure.UserId.Value))!;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task EndErasureAsync(UserId userId, CancellationToken cancellationToken = default) =>
        WriteAsync(session => session.Run(EndErasureSql, ("$user", userId.Value)), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConversationId>> ListTracesAsync(
        UserId userId, ConversationId? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<ConversationId>>(
        session => session.All(
            ListTracesSql, static row => row.Conversation(0), ("$after", after?.Value ?? ""), ("$user", userId.Value), ("$limit", limit)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Reactor>> ListReactionsOfAsync(
        ConversationId id, UserId userId, long afterVersion, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<Reactor>>(
        session => session.All(
            ListReactionsOfSql,
            static row => ReadReactor(row),
            ("$user", userId.Value),
            ("$after", afterVersion),
            ("$id", id.Value),
            ("$limit", limit)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rewrites);
        return WriteAsync(
            session => Head.Find(session, id, userId: null) is not { State: HeadState.Exists } head
                || Rewrite(session, head.Number, rewrites),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, CancellationToken cancellationToken = default)
    {
        var from = _replaced.GetValueOrDefault((id, userId));
        var next = await WriteAsync(
            session => Head.Find(session, id, userId: null) switch
            {
                null => null,

                // What waits to be purged names them too.
                { State: HeadState.HasRemains } head when Purge(session, head.Number) => from,
                var head => Replace(session, head.Number, userId, replacement, from),
            },
            cancellationToken).ConfigureAwait(false);
        if (next is { } place)
            _replaced[(id, userId)] = place;
        else
            _replaced.TryRemove((id, userId), out _);

        return next is not null;
    }

    /// <summary>Rewrites all that can be, also after one that cannot.</summary>
    private static bool Rewrite(SqliteSession session, long conversation, IReadOnlyList<MessageRewrite> rewrites)
    {
        var areAllWritten = true;
        foreach (var rewrite in rewrites)
            areAllWritten &= Rewrite(session, conversation, rewrite);

        return areAllWritten;
    }

    private static bool Rewrite(SqliteSession session, long conversation, MessageRewrite rewrite) =>
        session.Run(
            RewriteSql,
            ("$text", rewrite.Content.Text),
            ("$custom", rewrite.Content.Custom.ToColumn()),
            ("$conversation", conversation),
            ("$sequence", rewrite.Sequence),
            ("$revision", rewrite.Revision)) == 1
        || !session.First(IsThereSql, static _ => true, ("$conversation", conversation), ("$sequence", rewrite.Sequence));

    /// <summary>Replaces a bounded number of rows, and gives how far it came; null = nothing is left.</summary>
    private static Replaced? Replace(SqliteSession session, long conversation, UserId userId, UserId replacement, Replaced from)
    {
        var (sequence, moreSent) = Replace(session, NextSentSql, ReplaceSendersSql, conversation, userId, replacement, from.Sequence);
        var (version, moreLogged) = Replace(session, NextLoggedSql, ReplaceLoggedSql, conversation, userId, replacement, from.Version);
        var reactions = session.Run(
            ReplaceReactorsSql,
            ("$replacement", replacement.Value),
            ("$conversation", conversation),
            ("$user", userId.Value),
            ("$limit", BatchSize));
        session.Run(ForgetSql, ("$conversation", conversation), ("$user", userId.Value));
        return moreSent || moreLogged || reactions == BatchSize ? new(sequence, version) : null;
    }

    private static (long Place, bool HasMore) Replace(
        SqliteSession session, string next, string replace, long conversation, UserId userId, UserId replacement, long from)
    {
        var (to, count) = session.First(
            next,
            static row => (row.Number(0), row.GetInt32(1)),
            ("$conversation", conversation),
            ("$from", from),
            ("$user", userId.Value),
            ("$limit", BatchSize));
        if (to is { } place)
        {
            session.Run(
                replace,
                ("$replacement", replacement.Value),
                ("$conversation", conversation),
                ("$from", from),
                ("$to", place),
                ("$user", userId.Value));
        }

        return (to ?? from, count == BatchSize);
    }

    private readonly record struct Replaced(long Sequence, long Version);
}
