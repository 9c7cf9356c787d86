namespace Conversations.Storage;

/// <summary>Which of a user's conversations to read.</summary>
public sealed record InboxWindow
{
    /// <summary>The number of entries looked at for one page, at most.</summary>
    public const int MaxLookedAt = 1_000;

    /// <summary>How far a store's index of activity may lag behind: what is written at most so often costs a send nothing in between.</summary>
    public static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(60);

    /// <summary>Gets the user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Gets the place after which the page begins; null = at the beginning.</summary>
    public InboxPlace? After { get; init; }

    /// <summary>Gets whether conversations without messages are listed too.</summary>
    public bool IncludeEmpty { get; init; }

    /// <summary>Gets what an entry must satisfy; null = nothing.</summary>
    public Func<StoredInboxEntry, bool>? Filter { get; init; }

    /// <summary>Gets how many entries at most, at least 1.</summary>
    public required int Limit { get; init; }
}
