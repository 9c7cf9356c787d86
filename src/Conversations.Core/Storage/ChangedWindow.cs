namespace Conversations.Storage;

/// <summary>A part of the conversations of a user, in the order in which they have changed.</summary>
/// <param name="userId">The user.</param>
/// <param name="since">The time at which to begin.</param>
/// <param name="after">The last conversation of that time that is not wanted, or null if all of that time are.</param>
public sealed class ChangedWindow(UserId userId, DateTimeOffset since, ConversationId? after = null)
{
    /// <summary>How far the time of a conversation lags behind its last change: at most one minute.</summary>
    public static readonly TimeSpan MaxLag = TimeSpan.FromMinutes(1);

    /// <summary>Gets the user.</summary>
    public UserId UserId => userId;

    /// <summary>Gets the time at which to begin.</summary>
    public DateTimeOffset Since => since;

    /// <summary>Gets the last conversation of that time that is not wanted, or null if all of that time are.</summary>
    public ConversationId? After => after;
}
