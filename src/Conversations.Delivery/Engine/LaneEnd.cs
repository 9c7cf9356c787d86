namespace Conversations;

/// <summary>How a turn of a lane ended.</summary>
internal enum LaneEnd
{
    /// <summary>All changes that were found are handled.</summary>
    Done,

    /// <summary>There are more changes.</summary>
    HasMore,

    /// <summary>The lease ended.</summary>
    Gone,

    /// <summary>The store did not answer, so it is not known whether the lease ended.</summary>
    Unknown,
}
