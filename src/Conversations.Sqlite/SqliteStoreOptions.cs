namespace Conversations;

/// <summary>Options of the SQLite store.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>Gets or sets what a commit waits for before the call returns; <see cref="SqliteSynchronous.Full"/> by default.</summary>
    public SqliteSynchronous Synchronous { get; set; }

    /// <summary>
    /// Gets or sets how long after its beginning a call stops waiting for another process that has the file locked, and throws
    /// <see cref="StorageException"/>; 5 seconds by default, at least 0 and at most 1 hour. The time in which a write waits for others is
    /// part of it. With nothing left of it, the call still tries once.
    /// </summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets or sets the number of pages (4 KiB each) in the write-ahead log at which a checkpoint moves them into the file;
    /// 4,000 by default, at least 1. A greater number makes checkpoints rarer and the log longer.
    /// </summary>
    public int CheckpointPages { get; set; } = 4_000;

    /// <summary>
    /// Gets or sets the number of reads that may run at the same time, each on a connection of its own; 4 by default, at least 1 and at
    /// most 64.
    /// </summary>
    public int MaxReaders { get; set; } = 4;

    internal void Check()
    {
        if (!Enum.IsDefined(Synchronous))
            throw new ArgumentOutOfRangeException(nameof(Synchronous), Synchronous, "The value is not a member of SqliteSynchronous. Use Full, Normal or Off.");

        ArgumentOutOfRangeException.ThrowIfLessThan(BusyTimeout, TimeSpan.Zero, nameof(BusyTimeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BusyTimeout, TimeSpan.FromHours(1), nameof(BusyTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(CheckpointPages, 1, nameof(CheckpointPages));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReaders, 1, nameof(MaxReaders));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxReaders, 64, nameof(MaxReaders));
    }
}
