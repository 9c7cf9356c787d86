namespace Conversations;

/// <summary>
/// The exception that is thrown when a user begins to watch, but has as many watches on this host already as <see cref="ConversationsOptions.MaxWatchesPerUser"/>
/// allows.
/// </summary>
public sealed class TooManyWatchesException : ConversationsException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="limit">The greatest number of watches.</param>
    public TooManyWatchesException(UserId userId, int limit)
        : base($"User '{userId}' has {limit} watches on this host already. End one of them first.") => UserId = userId;

    /// <summary>Gets the user.</summary>
    public UserId UserId { get; }
}
