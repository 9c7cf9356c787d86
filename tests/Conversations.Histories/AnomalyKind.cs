namespace Conversations.Histories;

/// <summary>What can be wrong with a history.</summary>
public enum AnomalyKind
{
    /// <summary>A message was acknowledged and is not there.</summary>
    Lost,

    /// <summary>A message, or a place, is there twice.</summary>
    Doubled,

    /// <summary>A message was acknowledged before another was sent, and stands behind it.</summary>
    Reordered,

    /// <summary>A sequence number has neither a message nor the trace of a deleted one.</summary>
    Gapped,

    /// <summary>A message is not as it was sent or acknowledged.</summary>
    Corrupted,

    /// <summary>A message is there that nobody sent, or whose send failed.</summary>
    Phantom,

    /// <summary>A message, its change in the log and the counters of its conversation are not there together.</summary>
    HalfVisible,
}
