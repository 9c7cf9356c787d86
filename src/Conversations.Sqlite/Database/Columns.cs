using System.Data.Common;

namespace Conversations;

/// <content>Times are whole milliseconds.</content>
internal static partial class Columns
{
    internal static DateTimeOffset Time(this DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    internal static long Milliseconds(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
