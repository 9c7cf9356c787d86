namespace Conversations;

/// <summary>What a lane does.</summary>
internal enum LaneState
{
    /// <summary>It waits until its changes are read.</summary>
    Ready,

    /// <summary>Its changes are being read, or were read and wait for their turn.</summary>
    Loading,

    /// <summary>A task gives its changes to the handler.</summary>
    Running,

    /// <summary>Its handler has ended, and how far it came is being stored. It does not count towards the concurrency.</summary>
    Reporting,

    /// <summary>Its handler has not returned after the time limit, and does not count towards the concurrency.</summary>
    Hung,

    /// <summary>It has nothing to deliver, and keeps its lease for the next change.</summary>
    Idle,
}
