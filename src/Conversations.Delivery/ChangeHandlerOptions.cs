namespace Conversations;

/// <summary>Options of one change handler.</summary>
public sealed class ChangeHandlerOptions
{
    private readonly HashSet<Type> _kinds = [];

    /// <summary>
    /// Gets or sets which changes the handler gets: from now on (the default), from the beginning, or from a time. It counts only the first
    /// time that the name of the handler is seen in the database.
    /// </summary>
    public ChangeStart StartFrom { get; set; } = ChangeStart.Now;

    /// <summary>Gets or sets how many conversations the handler handles at a time on a host, at least 1; 8 by default.</summary>
    public int MaxConcurrency { get; set; } = 8;

    /// <summary>
    /// Gets or sets the time after which the handler's token is cancelled, more than zero; 30 seconds by default. If the handler does not
    /// return then, its conversation waits for it and is shown as hung.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets when a failed delivery is tried again.</summary>
    public RetrySchedule RetrySchedule { get; set; } = RetrySchedule.Default;

    /// <summary>
    /// Gets or sets after how many failed attempts the conversation is parked for this handler, at least 1; 8 by default. Attempts while
    /// the circuit is open do not count.
    /// </summary>
    public int ParkAfter { get; set; } = 8;

    /// <summary>
    /// Gets or sets for how long the circuit must be open until the conversation that is tried can be parked, zero or more; 24 hours by
    /// default.
    /// </summary>
    public TimeSpan ParkAfterOutage { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Gets or sets whether a change that failed keeps the later changes of its conversation waiting; true by default. If false, a change that
    /// failed three times is tried again aside, while the later ones go on. Up to 100 changes of a conversation wait aside; then it waits, too.
    /// </summary>
    public bool IsOrdered { get; set; } = true;

    /// <summary>
    /// Gets or sets after how long without a success, counted from the first failure, the handler is paused as if by an operator; more than zero,
    /// or null (the default) for never.
    /// </summary>
    public TimeSpan? PauseAfter { get; set; }

    /// <summary>
    /// Gets or sets whether the messages of exceptions are stored with failed deliveries, up to 500 characters; false by default, because
    /// they may contain texts and addresses. The type of the exception is always stored.
    /// </summary>
    public bool StoreErrorMessages { get; set; }

    /// <summary>Gets or sets whether messages and users are read for the handler.</summary>
    internal bool NeedsContent { get; set; } = true;

    internal IReadOnlyCollection<Type> Kinds => _kinds;

    /// <summary>Lets the handler get only some kinds of changes. The first call replaces "all kinds", and each further call adds one.</summary>
    /// <typeparam name="TChange">The kind of change, or a base of several kinds.</typeparam>
    /// <returns>The same options.</returns>
    public ChangeHandlerOptions Handles<TChange>()
        where TChange : Change
    {
        _kinds.Add(typeof(TChange));
        return this;
    }

    internal IEnumerable<string> Problems()
    {
        if (StartFrom is null)
            yield return "StartFrom must not be null.";
        if (MaxConcurrency < 1)
            yield return "MaxConcurrency must be at least 1.";
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromDays(1))
            yield return "Timeout must be more than zero and at most one day.";
        if (RetrySchedule is null)
            yield return "RetrySchedule must not be null.";
        if (ParkAfter < 1)
            yield return "ParkAfter must be at least 1.";
        if (ParkAfterOutage < TimeSpan.Zero)
            yield return "ParkAfterOutage must not be negative.";
        if (PauseAfter <= TimeSpan.Zero)
            yield return "PauseAfter must be more than zero, or null.";
    }
}
