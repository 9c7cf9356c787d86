using System.Text.Json;
using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.MariaDb;

/// <content>Users, and what is stored about them in conversations.</content>
internal sealed partial class MariaDbConversationStore
{
    private const int MaxDeleted = 100;

    public Task<bool> TrySetUserAsync(User user, long expectedVersion, CancellationToken cancellationToken = default)
    {
        var body = JsonSerializer.Serialize(user, ConversationsJson.Options);
        return ExecuteAsync(
            expectedVersion == 0
                ? $"INSERT IGNORE INTO users (id, version, body) VALUES ({user.Id}, 1, {body})"
                : (FormattableString)$"UPDATE users SET version = version + 1, body = {body} WHERE id = {user.Id} AND version = {expectedVersion}",
            cancellationToken);
    }

    public Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default) =>
        ExecuteAsync($"DELETE FROM users WHERE id = {userId}", cancellationToken);

    public Task<IReadOnlyList<StoredUser>> FindUsersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default) => ReadAsync(
        transaction => transaction.ListAsync(
            $"SELECT version, body FROM users WHERE id IN {userIds}",
            row => new StoredUser(JsonSerializer.Deserialize<User>(row.GetString("body"), ConversationsJson.Options)!, row.GetInt64("version"))),
        cancellationToken);

    public Task<bool> ShareConversationAsync(UserId userId, UserId other, CancellationToken cancellationToken = default) => ReadAsync(
        async transaction => await transaction.FindAsync(
            $"""
            SELECT EXISTS (
                SELECT 1 FROM participants a JOIN participants b ON b.conversation_id = a.conversation_id
                WHERE a.user_id = {userId} AND a.ended_at IS NULL AND b.user_id = {other} AND b.ended_at IS NULL)
            """,
            Rows.Number) > 0,
        cancellationToken);

    public Task<Erasure> BeginErasureAsync(Erasure erasure, CancellationToken cancellationToken = default) => WriteAsync(
        async transaction =>
        {
            var stored = await transaction.FindAsync(
                $"""
                INSERT INTO erasures (user_id, erased_id, keeps_text) VALUES ({erasure.UserId}, {erasure.ErasedId}, {erasure.KeepsText})
                ON DUPLICATE KEY UPDATE user_id = user_id RETURNING *
                """,
                row => new Erasure(Rows.User(row), UserId.FromStored(row.GetString("erased_id")), row.GetBoolean("keeps_text")));
            await transaction.CommitAsync();
            return stored!;
        },
        cancellationToken);

    public Task EndErasureAsync(UserId userId, CancellationToken cancellationToken = default) =>
        ExecuteAsync($"DELETE FROM erasures WHERE user_id = {userId}", cancellationToken);

    public Task<IReadOnlyList<ConversationId>> ListTracesAsync(
        UserId userId, ConversationId? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<ConversationId>>(
        async transaction =>
        {
            var named = await transaction.ListAsync(
                $"""
                SELECT conversation_id FROM participants WHERE user_id = {userId}
                UNION SELECT conversation_id FROM messages WHERE sender_id = {userId}
                UNION SELECT conversation_id FROM reactions WHERE user_id = {userId}
                UNION SELECT conversation_id FROM change_users WHERE user_id = {userId}
                """,
                Rows.ConversationId);
            var texts = await transaction.ListAsync(
                $"SELECT conversation_id, text FROM messages WHERE LOCATE({MentionTraces.Opening}, text) > 0",
                row => (Id: Rows.ConversationId(row), Text: row.GetString("text")));
            var settings = await transaction.ListAsync(
                $"SELECT * FROM conversations WHERE subject IS NOT NULL OR welcome_messages <> '[]'", Rows.Conversation);
            var mentioned = texts
                .Concat(settings.SelectMany(row => row.Settings!.WelcomeMessages.Append(row.Settings.Subject ?? "").Select(text => (row.Id, Text: text))))
                .Where(one => MentionTraces.Contains(one.Text, userId)).Select(one => one.Id);
            return [.. named.Concat(mentioned).Distinct().Where(id => after is not { } place || id > place).Order().Take(limit)];
        },
        cancellationToken);

    public Task<IReadOnlyList<Reactor>> ListReactionsOfAsync(
        ConversationId id, UserId userId, long afterVersion, int limit, CancellationToken cancellationToken = default) => ReadAsync(
        transaction => transaction.ListAsync(
            $"SELECT * FROM reactions WHERE conversation_id = {id} AND user_id = {userId} AND version > {afterVersion} ORDER BY version LIMIT {limit}",
            Rows.Reactor),
        cancellationToken);

    public Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default) => WriteAsync(
        async transaction =>
        {
            var areAllWritten = true;
            await LockAsync(transaction, id);
            foreach (var (sequence, revision, content) in rewrites)
            {
                FormattableString message = $"conversation_id = {id} AND sequence = {sequence} AND is_deleted = FALSE";
                await transaction.ExecuteAsync(
                    $"UPDATE messages SET text = {content.Text}, custom = {content.Custom} WHERE {message} AND revision = {revision}");
                areAllWritten &= await transaction.FindAsync($"SELECT COUNT(*) FROM messages WHERE {message} AND revision <> {revision}", Rows.Number) == 0;
            }

            await transaction.CommitAsync();
            return areAllWritten;
        },
        cancellationToken);

    public Task<DeletedUpTo> DeleteMessagesOfAsync(
        ConversationId id, UserId senderId, long after, long upTo, DateTimeOffset at, CancellationToken cancellationToken = default) => WriteAsync(
        async transaction =>
        {
            await LockAsync(transaction, id);
            var slots = await transaction.ListAsync(
                $"""
                SELECT * FROM messages
                WHERE conversation_id = {id} AND sender_id = {senderId} AND is_deleted = FALSE AND sequence > {after} AND sequence <= {upTo}
                ORDER BY sequence LIMIT {MaxDeleted}
                """,
                Rows.Message);
            foreach (var slot in slots)
                await ApplyAsync(transaction, new() { Change = new MessageDeleted { ConversationId = id, At = at, MessageId = slot.Message!.Id } });

            await transaction.CommitAsync();
            return new DeletedUpTo(slots.Count, slots.Count == 0 ? after : slots[^1].Sequence);
        },
        cancellationToken);

    public Task<ReplacedUpTo?> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default) =>
        WriteAsync<ReplacedUpTo?>(
            async transaction =>
            {
                await LockAsync(transaction, id);
                await transaction.ExecuteAsync(
                    $"""
                    UPDATE messages SET sender_id = {replacement}
                    WHERE conversation_id = {id} AND sender_id = {userId}
                        AND sequence <= (SELECT MAX(sequence) FROM changes WHERE conversation_id = {id} AND version <= {upTo});
                    DELETE later FROM reactions later JOIN reactions earlier USING (conversation_id, sequence, emoji)
                    WHERE conversation_id = {id} AND later.version > earlier.version
                        AND ((later.user_id = {userId} AND earlier.user_id = {replacement} AND later.version <= {upTo})
                            OR (later.user_id = {replacement} AND earlier.user_id = {userId} AND earlier.version <= {upTo}));
                    UPDATE reactions SET user_id = {replacement} WHERE conversation_id = {id} AND user_id = {userId} AND version <= {upTo}
                    """);
                await ReplaceInLogAsync(transaction, id, userId, replacement, upTo);
                await transaction.CommitAsync();
                return null;
            },
            cancellationToken);

    private static async Task ReplaceInLogAsync(Transaction transaction, ConversationId id, UserId userId, UserId replacement, long upTo)
    {
        var changes = await transaction.ListAsync(
            $"SELECT body FROM changes JOIN change_users USING (conversation_id, version) WHERE conversation_id = {id} AND user_id = {userId}",
            Rows.Change);
        foreach (var change in changes.Where(change => change.Version <= upTo).Select(change => change.Replace(userId, replacement)))
        {
            await transaction.ExecuteAsync(
            [
                $"UPDATE changes SET body = {Json(change)} WHERE conversation_id = {id} AND version = {change.Version}",
                $"DELETE FROM change_users WHERE conversation_id = {id} AND version = {change.Version}",
                .. UsersOf(change),
            ]);
        }

        // A user who joined or left again afterwards is another person with the same id, whose membership stays.
        if (!changes.Any(change => change.Version > upTo && change is not MessageChange && (change with { Actor = null }).Names(userId)))
            await transaction.ExecuteAsync($"DELETE FROM participants WHERE conversation_id = {id} AND user_id = {userId} AND ended_at IS NOT NULL");
    }

    private Task<bool> ExecuteAsync(FormattableString sql, CancellationToken cancellationToken) => WriteAsync(
        async transaction =>
        {
            var rows = await transaction.ExecuteAsync(sql);
            await transaction.CommitAsync();
            return rows > 0;
        },
        cancellationToken);
}
