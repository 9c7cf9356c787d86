using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Conversations.Storage;

namespace Conversations;

/// <content>Profiles of users.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string AddUserSql =
        "INSERT INTO @schema.users (user_id, profile, version) VALUES (@id, @profile, 1) ON CONFLICT ON CONSTRAINT users_key DO NOTHING";

    private const string SetUserSql = "UPDATE @schema.users SET profile = @profile, version = version + 1 WHERE user_id = @id AND version = @expected";

    private const string RemoveUserSql = "DELETE FROM @schema.users WHERE user_id = @id";

    private const string FindUsersSql = "SELECT profile, version FROM @schema.users WHERE user_id = ANY (@ids)";

    private const string ListUsersSql = "SELECT profile, version FROM @schema.users WHERE user_id > @after ORDER BY user_id LIMIT @limit";

    /// <summary>The conditions and the order of the index participants_inbox. The order keeps the planner from reading all rows of a user before the limit.</summary>
    private const string Listed = "NOT is_empty AND ended_at IS NULL ORDER BY listed_at DESC";
    private const string Empty = "is_empty AND ended_at IS NULL ORDER BY listed_at DESC";

    /// <summary>Scans the conversations of the user who has fewer; both are counted up to 1,000, with messages and without.</summary>
    private const string ShareSql =
        $"""
        SELECT true FROM @schema.participants p
        JOIN @schema.conversations c ON c.conversation_id = p.conversation_id AND c.state = 1
        WHERE p.user_id = (
            SELECT CASE WHEN few.is_user THEN @user::text ELSE @other::text END FROM (
                SELECT (
                    SELECT count(*) FROM (
                        (SELECT 1 FROM @schema.participants WHERE user_id = @user::text AND {Listed} LIMIT 1000)
                        UNION ALL (SELECT 1 FROM @schema.participants WHERE user_id = @user::text AND {Empty} LIMIT 1000)) u)
                <= (
                    SELECT count(*) FROM (
                        (SELECT 1 FROM @schema.participants WHERE user_id = @other::text AND {Listed} LIMIT 1000)
                        UNION ALL (SELECT 1 FROM @schema.participants WHERE user_id = @other::text AND {Empty} LIMIT 1000)) o) AS is_user) few)
            AND p.is_empty IN (false, true) AND p.ended_at IS NULL
            AND 2 = (
                SELECT count(*) FROM @schema.participants b
                WHERE b.conversation_id = p.conversation_id AND b.user_id IN (@user::text, @other::text) AND b.ended_at IS NULL)
        LIMIT 1
        """;

    private static readonly JsonTypeInfo<User> _userJson = (JsonTypeInfo<User>)ConversationsJson.Options.GetTypeInfo(typeof(User));

    /// <inheritdoc/>
    public Task<bool> TrySetUserAsync(User user, long expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var profile = JsonSerializer.Serialize(user, _userJson);
        return WriteAsync(
            async session => await session.RunAsync(
                expectedVersion == 0 ? AddUserSql : SetUserSql,
                expectedVersion == 0
                    ? [("id", user.Id.Value), ("profile", profile)]
                    : [("profile", profile), ("id", user.Id.Value), ("expected", expectedVersion)]).ConfigureAwait(false) == 1,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default) => WriteAsync(
        async session => await session.RunAsync(RemoveUserSql, ("id", userId.Value)).ConfigureAwait(false) == 1, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredUser>> FindUsersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(userIds);
        return ReadAsync<IReadOnlyList<StoredUser>>(
            async session => await session.AllAsync(
                FindUsersSql,
                ReadUser,
                ("ids", userIds.ToColumn())).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredUser>> ListUsersAsync(UserId? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<StoredUser>>(
        async session => await session.AllAsync(ListUsersSql, ReadUser, ("after", after?.Value ?? ""), ("limit", limit)).ConfigureAwait(false), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ShareConversationAsync(UserId userId, UserId other, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.FirstAsync(ShareSql, static (ref _) => true, ("user", userId.Value), ("other", other.Value)), cancellationToken);

    private static StoredUser ReadUser(ref RowReader row) => new(JsonSerializer.Deserialize(row.NextText(), _userJson)!, row.NextInt64());
}
