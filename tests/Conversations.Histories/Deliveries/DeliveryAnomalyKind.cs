namespace Conversations.Histories.Deliveries;

/// <summary>The kinds of error that a history of deliveries can have.</summary>
public enum DeliveryAnomalyKind
{
    /// <summary>A committed change was never handled, and nothing excuses that.</summary>
    Gap,

    /// <summary>A change was given to a handler before an earlier one of its conversation was handled.</summary>
    OutOfOrder,

    /// <summary>Two changes of a conversation were handled at the same time by the same handler, although the lease of the first one was valid.</summary>
    Overlapping,

    /// <summary>A change was given to a handler again after the store had acknowledged it, or more often than crashes allow.</summary>
    Repeated,

    /// <summary>A change had two delivery ids, or two changes had the same one.</summary>
    OtherId,

    /// <summary>A change was given to a handler that is not in the log.</summary>
    Uncommitted,

    /// <summary>A change came with the content of another conversation or message, or as another kind than in the log.</summary>
    WrongContent,

    /// <summary>A conversation was parked although only the destination was down.</summary>
    ParkedInOutage,
}
