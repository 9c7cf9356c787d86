using Npgsql;

namespace Conversations;

/// <summary>Columns as the model has them, and back.</summary>
internal static class PostgreSqlRows
{
    internal static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    internal static long? Number(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    internal static DateTimeOffset Time(this NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    internal static DateTimeOffset? TimeOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    internal static UserId User(this NpgsqlDataReader row, int column) => UserId.FromStored(row.GetString(column));

    internal static UserId? UserOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.User(column);

    internal static MessageId Message(this NpgsqlDataReader row, int column) => MessageId.FromStored(row.GetString(column));

    internal static MessageId? MessageOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Message(column);

    internal static ConversationId Conversation(this NpgsqlDataReader row, int column) => ConversationId.FromStored(row.GetString(column));

    internal static CustomData Custom(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? CustomData.Empty : CustomData.Parse(row.GetString(column));

    internal static string? ToColumn(this CustomData custom) => custom.Count == 0 ? null : custom.ToJson();

    internal static string[] ToColumn(this IEnumerable<UserId> users) => [.. users.Select(user => user.Value)];
}
