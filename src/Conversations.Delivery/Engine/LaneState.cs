namespace Conversations;

/// <summary>What a lane does.</summary>
internal enum LaneState
{
    /// <summary>It waits for its turn.</summary>
    Ready,

    /// <summary>A task delivers its changes.</summary>
    Running,

    /// <summary>Its handler has not returned after the time limit, and does not count towards the concurrency.</summary>
    Hung,

    /// <summary>It has nothing to deliver, and keeps its lease for the next change.</summary>
    Idle,
}
