using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Conversations.Storage;

namespace Conversations;

/// <content>Writes and reads the library's own users.</content>
public sealed partial class SqliteConversationStore
{
    private const string AddUserSql = "INSERT INTO users (id, profile, version) VALUES ($id, $profile, 1) ON CONFLICT (id) DO NOTHING";

    private const string SetUserSql = "UPDATE users SET profile = $profile, version = version + 1 WHERE id = $id AND version = $expected";

    private const string RemoveUserSql = "DELETE FROM users WHERE id = $id";

    private const string FindUsersSql = "SELECT u.profile, u.version FROM json_each($ids) i JOIN users u ON u.id = i.value";

    private const string ListUsersSql = "SELECT u.profile, u.version FROM users u WHERE u.id > $after ORDER BY u.id LIMIT $limit + 0";

    private const string ShareSql =
        """
        SELECT 1 FROM participants p
        JOIN conversations c ON c.number = p.conversation AND c.state = 1
        JOIN participants o ON o.conversation = p.conversation AND o.user_id = $other AND o.ended_at IS NULL
        WHERE p.user_id = $user AND p.is_empty IN (0, 1) AND p.ended_at IS NULL
        LIMIT 1
        """;

    private static readonly JsonTypeInfo<User> _userJson = (JsonTypeInfo<User>)ConversationsJson.Options.GetTypeInfo(typeof(User));

    /// <inheritdoc/>
    public Task<bool> TrySetUserAsync(User user, long expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var profile = JsonSerializer.Serialize(user, _userJson);
        return WriteAsync(
            session => expectedVersion == 0
                ? session.Run(AddUserSql, ("$id", user.Id.Value), ("$profile", profile)) == 1
                : session.Run(SetUserSql, ("$profile", profile), ("$id", user.Id.Value), ("$expected", expectedVersion)) == 1,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default) =>
        WriteAsync(session => session.Run(RemoveUserSql, ("$id", userId.Value)) == 1, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredUser>> FindUsersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(userIds);
        return ReadAsync<IReadOnlyList<StoredUser>>(
            session => session.All(
                FindUsersSql,
                ReadUser,
                ("$ids", ToJson(userIds.Distinct()))),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredUser>> ListUsersAsync(UserId? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<StoredUser>>(
        session => session.All(ListUsersSql, ReadUser, ("$after", after?.Value ?? ""), ("$limit", limit)), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ShareConversationAsync(UserId userId, UserId other, CancellationToken cancellationToken = default) =>
        ReadAsync(session => session.First(ShareSql, static (ref _) => true, ("$user", userId.Value), ("$other", other.Value)), cancellationToken);

    private static StoredUser ReadUser(ref RowReader row) => new(JsonSerializer.Deserialize(row.NextText(), _userJson)!, row.NextInt64());
}
