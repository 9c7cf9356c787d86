namespace Conversations;

/// <summary>How far something had come when it failed.</summary>
internal enum WritePhase
{
    /// <summary>No connection was open: nothing was sent.</summary>
    Connecting,

    /// <summary>In a transaction, of which the commit was not sent.</summary>
    Working,

    /// <summary>The commit was sent, perhaps along with all else, and not answered.</summary>
    Committing,

    /// <summary>The commit was answered; what it left is read back.</summary>
    Committed,
}
