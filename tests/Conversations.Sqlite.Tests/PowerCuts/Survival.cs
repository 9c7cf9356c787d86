namespace Conversations.Sqlite.Tests.PowerCuts;

/// <summary>What of the writes that were not flushed is on the disk after a power cut.</summary>
internal enum Survival
{
    /// <summary>None of them.</summary>
    Nothing,

    /// <summary>Any of them, whatever their order.</summary>
    Some,

    /// <summary>Any of them, and of one only some sectors.</summary>
    Torn,
}
