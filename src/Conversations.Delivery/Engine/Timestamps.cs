namespace Conversations;

/// <summary>Timestamps of a clock in the future.</summary>
internal static class Timestamps
{
    /// <summary>Returns the timestamp that the clock has after a time, counted from now.</summary>
    internal static long TimestampAfter(this TimeProvider clock, TimeSpan time) =>
        clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);
}
