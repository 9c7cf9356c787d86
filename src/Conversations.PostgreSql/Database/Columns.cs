using System.Data.Common;

namespace Conversations;

/// <content>Times and arrays are types of their own.</content>
internal static partial class Columns
{
    internal static DateTimeOffset Time(this DbDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    internal static string[] ToColumn(this IEnumerable<UserId> users) => [.. users.Select(user => user.Value)];
}
