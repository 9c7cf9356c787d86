namespace Conversations;

/// <summary>What became of a message, as the functions that send report it. The numbers are those of the functions.</summary>
internal enum SendStatus
{
    /// <summary>The message is stored.</summary>
    Stored = 0,

    /// <summary>A precondition no longer holds.</summary>
    Stale = 1,

    /// <summary>A message with this id exists.</summary>
    MessageExists = 2,

    /// <summary>Another transaction has locked the conversation, which was skipped.</summary>
    Locked = 3,
}
