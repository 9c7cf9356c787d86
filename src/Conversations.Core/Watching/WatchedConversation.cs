namespace Conversations;

/// <summary>
/// A conversation that is watched on this host, or has changed lately while users watch all of theirs. The lock of the <see cref="WatchHub"/> guards its watches,
/// and only the loop that reads writes the rest.
/// </summary>
internal sealed class WatchedConversation
{
    private int _isQueued;
    private SortedList<UserId, long>? _typists;

    internal HashSet<Watcher> Watchers { get; } = [];

    /// <summary>Gets or sets up to which version the log was read.</summary>
    internal long Known { get; set; }

    /// <summary>Gets or sets whether the last reading failed, so that it is read apart from others.</summary>
    internal bool IsSuspect { get; set; }

    /// <summary>Gets or sets whether more changes wait for those who watch all of their conversations than one reading gives.</summary>
    internal bool IsBehind { get; set; }

    /// <summary>Gets what was given to those who watch all of their conversations: the changes between two versions, or null if nothing was given lately.</summary>
    internal GivenRange? Given { get; set; }

    /// <summary>Gets or sets when it last changed.</summary>
    internal long ChangedAt { get; set; }

    /// <summary>Gets whether somebody types.</summary>
    internal bool HasTypists => _typists is { Count: > 0 };

    /// <summary>Gets the users who type.</summary>
    internal IReadOnlyList<UserId> Typists
    {
        get
        {
            lock (Watchers)
                return [.. (_typists ?? []).Keys];
        }
    }

    internal bool IsQueued => Volatile.Read(ref _isQueued) == 1;

    /// <summary>Notes that the conversation waits to be read. Returns false if it does so already.</summary>
    internal bool TryQueue() => Interlocked.Exchange(ref _isQueued, 1) == 0;

    /// <summary>Notes that the conversation is being read. A change that comes from now on queues it again.</summary>
    internal void Unqueue() => Volatile.Write(ref _isQueued, 0);

    /// <summary>Notes since when a user types, or that the user does not type any more. Returns true if that is new.</summary>
    internal bool SetTyping(UserId userId, long? since)
    {
        lock (Watchers)
        {
            if (since is not { } at)
                return _typists?.Remove(userId) == true;

            var count = _typists?.Count ?? 0;
            (_typists ??= [])[userId] = at;
            return _typists.Count > count;
        }
    }

    /// <summary>Returns the users who type since a time.</summary>
    internal List<UserId> TypistsSince(Func<long, bool> isWanted)
    {
        lock (Watchers)
            return [.. (_typists ?? []).Where(one => isWanted(one.Value)).Select(one => one.Key)];
    }
}
