namespace Conversations;

/// <content>SQLite stores a time as whole milliseconds since 1970 in UTC.</content>
internal static partial class Columns
{
    internal static long Milliseconds(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    internal static string ToColumn(this Guid id) => id.ToString("N");
}
