namespace Conversations.Histories;

/// <summary>The kinds of error that a history can have.</summary>
public enum AnomalyKind
{
    /// <summary>A message was acknowledged, but is not stored.</summary>
    Lost,

    /// <summary>A message or a sequence number is stored twice.</summary>
    Doubled,

    /// <summary>A message was acknowledged before another one was sent, but has a greater sequence number.</summary>
    Reordered,

    /// <summary>A sequence number has neither a message nor the log entry of a deleted one.</summary>
    Gapped,

    /// <summary>A stored message differs from what was sent or acknowledged.</summary>
    Corrupted,

    /// <summary>A message is stored that no client sent, or whose send failed.</summary>
    Phantom,

    /// <summary>A message, its change in the log and the counters of its conversation do not agree.</summary>
    HalfVisible,
}
