namespace Conversations;

/// <summary>Whether a conversation exists under an id. The numbers are stored, so they must not change.</summary>
internal enum HeadState
{
    /// <summary>It was deleted, and only its counters are left.</summary>
    Deleted = 0,

    /// <summary>It exists.</summary>
    Exists = 1,

    /// <summary>It was deleted, and some of its rows wait to be purged.</summary>
    HasRemains = 2,
}
