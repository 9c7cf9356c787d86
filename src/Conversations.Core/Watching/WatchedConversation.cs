namespace Conversations;

/// <summary>A conversation that is watched on this host. The lock of the <see cref="WatchHub"/> guards its watches.</summary>
internal sealed class WatchedConversation
{
    private int _isQueued;

    internal HashSet<Watcher> Watchers { get; } = [];

    /// <summary>Gets or sets up to which version the log was read.</summary>
    internal long Known { get; set; }

    /// <summary>Gets or sets whether the last reading failed, so that it is read apart from others.</summary>
    internal bool IsSuspect { get; set; }

    /// <summary>Notes that the conversation waits to be read. Returns false if it does so already.</summary>
    internal bool TryQueue() => Interlocked.Exchange(ref _isQueued, 1) == 0;

    /// <summary>Notes that the conversation is being read. A change that comes from now on queues it again.</summary>
    internal void Unqueue() => Volatile.Write(ref _isQueued, 0);
}
