namespace Conversations;

/// <summary>Options of the delivery of changes on this host, and of the log of changes.</summary>
public sealed class DeliveryOptions
{
    /// <summary>
    /// Gets or sets how often the host looks for changes that no signal told it of, 50 ms to 1 minute; 1 second by default.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets for how long the conversations of a host that died or hangs wait until other hosts deliver them, 1 second to 10
    /// minutes; 30 seconds by default.
    /// </summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets for how long a conversation must be quiet until the database keeps nothing about its delivery, 10 ms to 10 minutes; 5
    /// seconds by default.
    /// </summary>
    public TimeSpan QuietFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets or sets for how long changes are kept in the logs although every handler has handled them, at least 1 minute; 7 days by default.
    /// </summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Gets or sets after which time changes are removed from the logs although a handler has not handled them, not less than
    /// <see cref="KeepFor"/>; 30 days by default.
    /// </summary>
    public TimeSpan MaxRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Gets or sets whether this is the only host of the database, for development; false by default. Then a start takes over everything
    /// that an earlier process had leased, without a wait for its leases. If two hosts have set it, they deliver the same changes twice.
    /// </summary>
    public bool IsOnlyHost { get; set; }

    internal IEnumerable<string> Problems()
    {
        if (PollInterval < TimeSpan.FromMilliseconds(50) || PollInterval > TimeSpan.FromMinutes(1))
            yield return "PollInterval must be 50 ms to 1 minute.";
        if (LeaseDuration < TimeSpan.FromSeconds(1) || LeaseDuration > TimeSpan.FromMinutes(10))
            yield return "LeaseDuration must be 1 second to 10 minutes.";
        if (QuietFor < TimeSpan.FromMilliseconds(10) || QuietFor > TimeSpan.FromMinutes(10))
            yield return "QuietFor must be 10 ms to 10 minutes.";
        if (KeepFor < TimeSpan.FromMinutes(1))
            yield return "KeepFor must be at least 1 minute.";
        if (MaxRetention < KeepFor)
            yield return "MaxRetention must not be less than KeepFor.";
    }
}
