using System.Data.Common;

namespace Conversations;

/// <summary>Columns as the model has them, and back; the part that is the same in every database.</summary>
internal static partial class Columns
{
    internal static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    internal static long? Number(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    internal static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    internal static UserId User(this DbDataReader row, int column) => UserId.FromStored(row.GetString(column));

    internal static UserId? UserOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.User(column);

    internal static MessageId Message(this DbDataReader row, int column) => MessageId.FromStored(row.GetString(column));

    internal static MessageId? MessageOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Message(column);

    internal static ConversationId Conversation(this DbDataReader row, int column) => ConversationId.FromStored(row.GetString(column));

    internal static CustomData Custom(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? CustomData.Empty : CustomData.Parse(row.GetString(column));

    internal static string? ToColumn(this CustomData custom) => custom.Count == 0 ? null : custom.ToJson();
}
