using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Conversations.Storage;

namespace Conversations;

/// <content>The library's own users.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string AddUserSql =
        "INSERT INTO @schema.users (user_id, profile, version) VALUES (@id, @profile, 1) ON CONFLICT ON CONSTRAINT users_key DO NOTHING";

    private const string SetUserSql = "UPDATE @schema.users SET profile = @profile, version = version + 1 WHERE user_id = @id AND version = @expected";

    private const string RemoveUserSql = "DELETE FROM @schema.users WHERE user_id = @id";

    private const string FindUsersSql = "SELECT profile, version FROM @schema.users WHERE user_id = ANY (@ids)";

    /// <summary>Names all columns of the index of inboxes that come before what is looked for.</summary>
    private const string Present = "is_empty IN (false, true) AND ended_at IS NULL";

    /// <summary>Goes through the conversations of whoever of the two is in fewer, as far as a thousand tell.</summary>
    private const string ShareSql =
        $"""
        SELECT true FROM @schema.participants p
        JOIN @schema.conversations c ON c.conversation_id = p.conversation_id AND c.state = 1
        WHERE p.user_id = (
            SELECT CASE WHEN few.is_user THEN @user::text ELSE @other::text END FROM (
                SELECT (SELECT count(*) FROM (SELECT FROM @schema.participants WHERE user_id = @user::text AND {Present} LIMIT 1000) u)
                    <= (SELECT count(*) FROM (SELECT FROM @schema.participants WHERE user_id = @other::text AND {Present} LIMIT 1000) o) AS is_user) few)
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
                cancellationToken,
                expectedVersion == 0
                    ? [("id", user.Id.Value), ("profile", profile)]
                    : [("profile", profile), ("id", user.Id.Value), ("expected", expectedVersion)]).ConfigureAwait(false) == 1,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default) => WriteAsync(
        async session => await session.RunAsync(RemoveUserSql, cancellationToken, ("id", userId.Value)).ConfigureAwait(false) == 1, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredUser>> FindUsersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(userIds);
        return ReadAsync<IReadOnlyList<StoredUser>>(
            async session => await session.AllAsync(
                FindUsersSql,
                static row => new StoredUser(JsonSerializer.Deserialize(row.GetString(0), _userJson)!, row.GetInt64(1)),
                cancellationToken,
                ("ids", userIds.ToColumn())).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> ShareConversationAsync(UserId userId, UserId other, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.FirstAsync(ShareSql, static _ => true, cancellationToken, ("user", userId.Value), ("other", other.Value)), cancellationToken);
}
