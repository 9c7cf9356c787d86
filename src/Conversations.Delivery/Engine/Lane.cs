using Conversations.Storage;

namespace Conversations;

/// <summary>A conversation that this host has leased for a handler. The lock of the runner guards it.</summary>
internal sealed class Lane(DeliveryLease lease, AsideState? aside, CancellationToken leased)
{
    private int _calls;

    internal ConversationId ConversationId { get; } = lease.Key.ConversationId;

    internal long Fence { get; } = lease.Fence;

    /// <summary>Gets the token that is cancelled when the lease may have ended. A lane that waits or is idle then needs a new lease, too.</summary>
    internal CancellationToken Leased { get; } = leased;

    /// <summary>Gets or sets the version up to which changes were handled, apart from those that wait aside.</summary>
    internal long Position { get; set; } = aside?.UpTo ?? lease.Position;

    /// <summary>Gets or sets how often the next change was tried without success.</summary>
    internal int Attempts { get; set; } = aside?.Attempts ?? lease.Attempts;

    /// <summary>Gets or sets the changes that wait aside, or null if there are none.</summary>
    internal AsideState? Aside { get; set; } = aside;

    /// <summary>Gets or sets whether changes that waited aside before may have been handled since the last report.</summary>
    internal bool HasNewAside { get; set; } = lease.Aside is not null && aside is null;

    /// <summary>Gets or sets whether a change was tried aside in this turn.</summary>
    internal bool HadAside { get; set; }

    internal LaneState State { get; set; } = LaneState.Ready;

    /// <summary>Gets or sets whether a change may have come since the changes of the lane were read.</summary>
    internal bool HasNews { get; set; }

    /// <summary>
    /// Gets or sets whether the store says that the lane is behind although it is not: its row may have been moved back, and its lease ended.
    /// </summary>
    internal bool IsDoubted { get; set; }

    /// <summary>Gets or sets whether the lane only tries whether the destination is back.</summary>
    internal bool IsProbe { get; set; }

    /// <summary>Gets or sets what was read for the next turn.</summary>
    internal LoadedChanges? Loaded { get; set; }

    /// <summary>Gets or sets when the lane became idle, as a timestamp of the clock.</summary>
    internal long IdleSince { get; set; }

    /// <summary>Notes that the handler is called. Returns the number of the call.</summary>
    internal int BeginCall() => Interlocked.Increment(ref _calls);

    internal void EndCall() => Interlocked.Increment(ref _calls);

    /// <summary>Tells whether a call of the handler has not returned.</summary>
    internal bool IsInCall(int number) => Volatile.Read(ref _calls) == number;
}
