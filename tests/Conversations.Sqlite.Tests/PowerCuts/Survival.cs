namespace Conversations.Sqlite.Tests.PowerCuts;

/// <summary>Which of the writes that were not flushed are on the disk after a power cut.</summary>
internal enum Survival
{
    /// <summary>None of them.</summary>
    Nothing,

    /// <summary>A random subset of them, in spite of their order.</summary>
    Some,

    /// <summary>A random subset of them, and of one write only some sectors.</summary>
    Torn,
}
