namespace Conversations;

/// <summary>How a SQLite file is used.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>Gets or sets what a commit waits for; <see cref="SqliteSynchronous.Full"/> by default.</summary>
    public SqliteSynchronous Synchronous { get; set; }

    /// <summary>
    /// Gets or sets how long a call waits for another process that has the file locked, before it fails with
    /// <see cref="StorageException"/>; 5 seconds by default, at least 0.
    /// </summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets or sets the number of pages (4 KiB each) in the write-ahead log after which they are moved into the file;
    /// 4,000 by default, at least 1. More makes checkpoints rarer and the log longer.
    /// </summary>
    public int CheckpointPages { get; set; } = 4_000;

    /// <summary>Gets or sets how many reads may run at once, each on a connection of its own; 4 by default, 1 to 64.</summary>
    public int Readers { get; set; } = 4;

    internal void Check()
    {
        if (!Enum.IsDefined(Synchronous))
            throw new ArgumentOutOfRangeException(nameof(Synchronous), Synchronous, "There is no such setting.");

        ArgumentOutOfRangeException.ThrowIfLessThan(BusyTimeout, TimeSpan.Zero, nameof(BusyTimeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BusyTimeout, TimeSpan.FromHours(1), nameof(BusyTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(CheckpointPages, 1, nameof(CheckpointPages));
        ArgumentOutOfRangeException.ThrowIfLessThan(Readers, 1, nameof(Readers));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Readers, 64, nameof(Readers));
    }
}
