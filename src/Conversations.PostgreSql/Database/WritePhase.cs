namespace Conversations;

/// <summary>How far a write had come when it failed.</summary>
internal enum WritePhase
{
    /// <summary>No connection was open: nothing was sent.</summary>
    Connecting,

    /// <summary>A transaction was open, and its commit was not sent.</summary>
    Working,

    /// <summary>The commit was sent, perhaps together with the statements, and not answered.</summary>
    Committing,

    /// <summary>The commit was answered, and what was stored is being read.</summary>
    Committed,
}
