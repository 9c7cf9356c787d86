namespace Conversations;

/// <summary>How a change handler stands.</summary>
/// <param name="Name">The name.</param>
public sealed record ChangeHandlerStatus(string Name)
{
    /// <summary>Gets whether this host runs the handler.</summary>
    public required bool RunsHere { get; init; }

    /// <summary>Gets when a host last reported that it runs the handler.</summary>
    public required DateTimeOffset LastRunAt { get; init; }

    /// <summary>Gets whether no host has run the handler for seven days. <see cref="IChangeHandlers.RemoveAsync"/> forgets it.</summary>
    public required bool IsAbandoned { get; init; }

    /// <summary>Gets whether the handler is paused.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>Gets when the first attempt failed since the last success, or null if the last one succeeded. It may lag by a poll.</summary>
    public required DateTimeOffset? FailingSince { get; init; }

    /// <summary>Gets since when the circuit is open, or null if it is closed.</summary>
    public required DateTimeOffset? CircuitOpenSince { get; init; }

    /// <summary>Gets whether conversations are still to be walked for a start in the past or a replay. The lag is then not complete.</summary>
    public required bool IsReplaying { get; init; }

    /// <summary>Gets the number of changes that are not handled, those of parked conversations left out.</summary>
    public required long LagInChanges { get; init; }

    /// <summary>Gets the age of the oldest of these changes, or zero if every change is handled.</summary>
    public required TimeSpan Lag { get; init; }

    /// <summary>Gets the number of parked conversations.</summary>
    public required long Parked { get; init; }

    /// <summary>Gets the number of conversations on this host in which the handler has not returned after its time limit.</summary>
    public required int HungHere { get; init; }

    /// <summary>
    /// Gets the changes that were removed from the logs (<see cref="DeliveryOptions.MaxRetention"/>) before the handler had handled them,
    /// or null if there were none.
    /// </summary>
    public required LostChanges? Lost { get; init; }

    /// <summary>Gets the last error, as type and place, or null if there was none since the last success on this host.</summary>
    public required string? LastError { get; init; }
}
