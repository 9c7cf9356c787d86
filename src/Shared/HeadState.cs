namespace Conversations;

/// <summary>Whether there is a conversation under an id; the numbers stand in the table.</summary>
internal enum HeadState
{
    /// <summary>It was deleted, and nothing of it is left but its counters.</summary>
    Deleted = 0,

    /// <summary>It is there.</summary>
    Exists = 1,

    /// <summary>It was deleted, and has rows to purge.</summary>
    HasRemains = 2,
}
