using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>Columns as the model has them, and back.</summary>
internal static class SqliteRows
{
    internal static string? Text(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    internal static long? Number(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    internal static DateTimeOffset Time(this SqliteDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    internal static DateTimeOffset? TimeOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    internal static UserId User(this SqliteDataReader row, int column) => UserId.FromStored(row.GetString(column));

    internal static UserId? UserOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.User(column);

    internal static MessageId Message(this SqliteDataReader row, int column) => MessageId.FromStored(row.GetString(column));

    internal static MessageId? MessageOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Message(column);

    internal static ConversationId Conversation(this SqliteDataReader row, int column) => ConversationId.FromStored(row.GetString(column));

    internal static CustomData Custom(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? CustomData.Empty : CustomData.Parse(row.GetString(column));

    internal static long Milliseconds(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    internal static string? ToColumn(this CustomData custom) => custom.Count == 0 ? null : custom.ToJson();
}
