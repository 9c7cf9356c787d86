namespace Conversations;

/// <summary>The moment until which a call may wait for a locked file, whatever it waits for before: a queue, a batch, or the opening.</summary>
internal readonly record struct SqliteDeadline(TimeProvider Time, long Start, TimeSpan Limit)
{
    /// <summary>Gets the whole milliseconds that are left, at least 0. With 0, SQLite tries once and does not wait.</summary>
    internal int Milliseconds => (int)Math.Max(0, (Limit - Time.GetElapsedTime(Start)).TotalMilliseconds);

    internal static SqliteDeadline After(TimeSpan limit, TimeProvider time) => new(time, time.GetTimestamp(), limit);
}
