namespace Conversations;

/// <summary>Converts times to the form that this library stores: UTC, in whole milliseconds since 1970.</summary>
internal static class Timestamp
{
    internal const long None = long.MinValue;

    internal static DateTimeOffset Now(this TimeProvider time) => time.GetUtcNow().WholeMilliseconds();

    internal static DateTimeOffset WholeMilliseconds(this DateTimeOffset time) => FromMilliseconds(time.ToUnixTimeMilliseconds());

    internal static DateTimeOffset FromMilliseconds(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
