namespace Conversations.Storage;

/// <summary>Which of a user's conversations to read.</summary>
public sealed class InboxWindow
{
    /// <summary>The greatest number of entries that a store looks at, and gives to <see cref="Filter"/>, for one page.</summary>
    public const int MaxLookedAt = 1_000;

    /// <summary>The number of unread conversations at which <see cref="IInboxStore.CountUnreadAsync"/> stops.</summary>
    public const int MaxCounted = 99;

    /// <summary>
    /// How far a store's index of activity may lag behind: 60 seconds. A store then has to update the index at most once in that
    /// time, and the other sends do not pay for it.
    /// </summary>
    public static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(60);

    /// <summary>Gets the user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Gets the place after which the page begins, or null to begin with the first entry.</summary>
    public InboxPlace? After { get; init; }

    /// <summary>Gets whether conversations without messages are listed too.</summary>
    public bool IncludeEmpty { get; init; }

    /// <summary>
    /// Gets the condition that an entry must satisfy, or null if every entry is listed. It may be called while the store reads, so it must
    /// not wait for a call of the store.
    /// </summary>
    public Func<StoredInboxEntry, bool>? Filter { get; init; }

    /// <summary>Gets the greatest number of entries, at least 1.</summary>
    public required int Limit { get; init; }
}
