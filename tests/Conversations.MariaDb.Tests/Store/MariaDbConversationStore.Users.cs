using Conversations.Decisions;
using Conversations.Storage;
using MySqlConnector;

namespace Conversations.MariaDb;

/// <content>Users, and what is stored about them in conversations.</content>
internal sealed partial class MariaDbConversationStore
{
    public Task<bool> TrySetUserAsync(User user, long expectedVersion, CancellationToken cancellationToken = default) => ExecuteAsync(
        expectedVersion == 0
            ? $"INSERT IGNORE INTO users (id, version, body) VALUES ({user.Id}, 1, {Rows.ToJson(user)})"
            : (FormattableString)$"UPDATE users SET version = version + 1, body = {Rows.ToJson(user)} WHERE id = {user.Id} AND version = {expectedVersion}",
        cancellationToken);

    public Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default) =>
        ExecuteAsync($"DELETE FROM users WHERE id = {userId}", cancellationToken);

    public Task<IReadOnlyList<StoredUser>> FindUsersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default) => ReadAsync(
        transaction => transaction.ListAsync(
            $"SELECT version, body FROM users WHERE id IN {userIds}", row => new StoredUser(row.Json<User>("body"), row.GetInt64("version"))),
        cancellationToken);

    public Task<IReadOnlyList<StoredUser>> ListUsersAsync(UserId? after, int limit, CancellationToken cancellationToken = default) => ReadAsync(
        transaction => transaction.ListAsync(
            $"SELECT version, body FROM users WHERE id > {after?.Value ?? ""} ORDER BY id LIMIT {limit}",
            row => new StoredUser(row.Json<User>("body"), row.GetInt64("version"))),
        cancellationToken);

    public Task<bool> ShareConversationAsync(UserId userId, UserId other, CancellationToken cancellationToken = default) => ReadAsync(
        transaction => transaction.FindAsync(
            $"""
            SELECT 1 FROM participants a JOIN participants b USING (conversation_id)
            WHERE a.user_id = {userId} AND a.is_present AND b.user_id = {other} AND b.is_present LIMIT 1
            """,
            _ => true),
        cancellationToken);

    private Task<bool> ExecuteAsync(FormattableString sql, CancellationToken cancellationToken) =>
        WriteAsync(async transaction => await transaction.ExecuteAsync(sql) > 0, cancellationToken);

    public Task<Erasure> BeginErasureAsync(Erasure erasure, CancellationToken cancellationToken = default) => WriteAsync(
        async transaction => (await transaction.FindAsync(
            $"""
            INSERT INTO erasures (user_id, body) VALUES ({erasure.UserId}, {Rows.ToJson(erasure)})
            ON DUPLICATE KEY UPDATE user_id = user_id RETURNING body
            """,
            row => row.Json<Erasure>("body")))!,
        cancellationToken);

    public Task EndErasureAsync(UserId userId, CancellationToken cancellationToken = default) =>
        ExecuteAsync($"DELETE FROM erasures WHERE user_id = {userId}", cancellationToken);

    public Task<IReadOnlyList<ConversationId>> ListTracesAsync(
        UserId userId, ConversationId? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<ConversationId>>(
        async transaction =>
        {
            async Task<IEnumerable<ConversationId>> WhereAsync(FormattableString sql, Func<MySqlDataReader, bool> holds) =>
                (await transaction.ListAsync(sql, row => (Id: Rows.ConversationId(row), Holds: holds(row)))).Where(one => one.Holds).Select(one => one.Id);

            FormattableString rows =
                $"""
                SELECT conversation_id FROM participants WHERE user_id = {userId}
                UNION SELECT conversation_id FROM messages WHERE sender_id = {userId} OR {Names($"reactors", userId)}
                """;
            FormattableString messages = $"SELECT * FROM messages WHERE LOCATE({MentionTraces.Opening}, body) > 0";
            FormattableString heads = $"SELECT id AS conversation_id, head FROM conversations WHERE LOCATE({MentionTraces.Opening}, head) > 0";
            var traces = (await WhereAsync(rows, _ => true))
                .Concat(await WhereAsync($"SELECT * FROM changes WHERE {Names($"body", userId)}", row => Rows.Change(row).Names(userId)))
                .Concat(await WhereAsync(messages, row => MentionTraces.Contains(row.Json<Message>("body").Text, userId)))
                .Concat(await WhereAsync(heads, row => MentionTraces.Contains(Rows.Head(row).Settings!, userId)));
            return [.. traces.Distinct().Where(id => after is not { } place || id > place).Order().Take(limit)];
        },
        cancellationToken);

    public Task<IReadOnlyList<Reactor>> ListReactionsOfAsync(
        ConversationId id, UserId userId, long afterVersion, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<Reactor>>(
        async transaction =>
        [
            .. (await transaction.ListAsync($"SELECT reactors FROM messages WHERE conversation_id = {id} AND {Names($"reactors", userId)}", Rows.Reactors))
                .SelectMany(reactors => reactors).Where(one => one.UserId == userId && one.Version > afterVersion).OrderBy(one => one.Version).Take(limit),
        ],
        cancellationToken);

    public Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default) => WriteAsync(
        async transaction =>
        {
            var areAllWritten = true;
            await LockAsync(transaction, id);
            foreach (var rewrite in rewrites)
            {
                FormattableString message = $"conversation_id = {id} AND sequence = {rewrite.Sequence} AND body IS NOT NULL";
                var stored = await transaction.FindAsync($"SELECT body FROM messages WHERE {message}", row => row.Json<Message>("body"));
                if (stored is not null && rewrite.ApplyTo(stored) is { } rewritten)
                    await transaction.ExecuteAsync($"UPDATE messages SET body = {Rows.ToBody(rewritten)} WHERE {message}");
                else
                    areAllWritten &= stored is null;
            }

            return areAllWritten;
        },
        cancellationToken);

    public Task<ReplacedUpTo?> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default) =>
        WriteAsync<ReplacedUpTo?>(
            async transaction =>
            {
                await LockAsync(transaction, id);
                var messages = await transaction.ListAsync(
                    $"SELECT sequence, reactors FROM messages WHERE conversation_id = {id} AND {Names($"reactors", userId)}",
                    row => (Sequence: row.GetInt64("sequence"), Reactors: Reactors.Replace(Rows.Reactors(row), userId, replacement, upTo)));
                var changes = await transaction.ListAsync(
                    $"SELECT body FROM changes WHERE conversation_id = {id} AND {Names($"body", userId)}", Rows.Change);

                // A user who joined or left again afterwards is another person with the same id, whose membership stays.
                var isAnother = changes.Any(change => change.Version > upTo && change is not MessageChange && (change with { Actor = null }).Names(userId));
                await transaction.ExecuteAsync(
                [
                    $"""
                    UPDATE messages SET sender_id = {replacement}
                    WHERE conversation_id = {id} AND sender_id = {userId}
                        AND sequence <= (SELECT MAX(sequence) FROM changes WHERE conversation_id = {id} AND version <= {upTo})
                    """,
                    $"DELETE FROM participants WHERE {!isAnother} AND conversation_id = {id} AND user_id = {userId} AND NOT is_present",
                    .. messages.Select(one => (FormattableString)
                        $"UPDATE messages SET reactors = {Rows.ToJson(one.Reactors)} WHERE conversation_id = {id} AND sequence = {one.Sequence}"),
                    .. changes.Where(change => change.Version <= upTo).Select(change => change.Replace(userId, replacement)).Select(
                        change => (FormattableString)
                        $"UPDATE changes SET body = {Rows.ToJson(change)} WHERE conversation_id = {id} AND version = {change.Version}"),
                ]);
                return null;
            },
            cancellationToken);

    /// <summary>The condition that a document contains the id of a user as a value; it may be the value of something else too.</summary>
    private static FormattableString Names(FormattableString column, UserId userId) => $"LOCATE({Rows.ToJson(userId)}, {column}) > 0";
}
