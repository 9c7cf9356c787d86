namespace Conversations;

/// <summary>
/// A folder at one moment. The time of its last change (st_ctime) moves with every entry that is made, removed, renamed or replaced, and
/// unlike the time of the last modification, nobody can set it.
/// </summary>
internal sealed record FolderState(FileIdentity Folder, ulong Seconds, ulong Nanoseconds)
{
    /// <summary>Returns whether every later change gives the folder another time: its clock has ticked since the last change.</summary>
    internal bool IsSettled(DateTimeOffset now)
    {
        // The clock of file systems ticks 100 times in a second or more often, but some of them keep whole seconds or even pairs of seconds.
        var tick = TimeSpan.FromSeconds(Nanoseconds == 0 ? 3 : 0.1);
        return Seconds < long.MaxValue / TimeSpan.TicksPerSecond
            && now.Ticks - DateTimeOffset.UnixEpoch.Ticks - (long)Seconds * TimeSpan.TicksPerSecond - (long)Nanoseconds / TimeSpan.NanosecondsPerTick > tick.Ticks;
    }
}
