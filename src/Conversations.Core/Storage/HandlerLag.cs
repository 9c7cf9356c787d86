namespace Conversations.Storage;

/// <summary>What a handler has not handled.</summary>
/// <param name="changes">The number of changes, without those of parked conversations and without what a walk has not reached.</param>
/// <param name="conversations">The number of conversations with such changes.</param>
/// <param name="parked">The number of parked conversations.</param>
/// <param name="oldestAt">The time of the oldest change that is not handled, or null if every change is handled.</param>
public sealed class HandlerLag(long changes, long conversations, long parked, DateTimeOffset? oldestAt)
{
    /// <summary>Gets the number of changes, without those of parked conversations and without what a walk has not reached.</summary>
    public long Changes => changes;

    /// <summary>Gets the number of conversations with such changes.</summary>
    public long Conversations => conversations;

    /// <summary>Gets the number of parked conversations.</summary>
    public long Parked => parked;

    /// <summary>Gets the time of the oldest change that is not handled, or null if every change is handled.</summary>
    public DateTimeOffset? OldestAt => oldestAt;
}
