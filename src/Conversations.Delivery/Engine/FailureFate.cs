namespace Conversations;

/// <summary>What a failed attempt means for its conversation.</summary>
internal enum FailureFate
{
    /// <summary>The attempt counts towards parking.</summary>
    Counts,

    /// <summary>The circuit is open, so the attempt does not count.</summary>
    Outage,

    /// <summary>The circuit is open for so long that the conversation that tries can be parked.</summary>
    LongOutage,
}
