namespace Conversations.Json;

/// <summary>Times as they are over HTTP: milliseconds since 1970, as in TalkJS.</summary>
internal static class UnixTime
{
    private static readonly long _last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    internal static long Of(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    internal static long? Of(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();

    /// <exception cref="RefusedException">It is no time that the library knows.</exception>
    internal static DateTimeOffset Read(long milliseconds, string field) => milliseconds >= 0 && milliseconds <= _last
        ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        : throw new RefusedException(400, "INVALID_REQUEST", $"{field} must be a time in milliseconds since 1970.", field);
}
