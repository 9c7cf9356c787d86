namespace Conversations.Storage;

/// <summary>A conversation of a user that has changed.</summary>
/// <param name="userId">The user.</param>
/// <param name="conversationId">The conversation.</param>
/// <param name="changedAt">The time by which it has its place in the list.</param>
/// <param name="version">The version of its last change, or of the change that ended the participation of the user.</param>
/// <param name="changedAfter">The version before the change that moved the time of the conversation.</param>
/// <param name="hasEnded">Whether the user does not take part any more.</param>
public sealed class ChangedConversation(
    UserId userId, ConversationId conversationId, DateTimeOffset changedAt, long version, long changedAfter, bool hasEnded)
{
    /// <summary>Gets the user.</summary>
    public UserId UserId => userId;

    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId => conversationId;

    /// <summary>Gets the time by which the conversation has its place in the list. It lags by at most <see cref="ChangedWindow.MaxLag"/>.</summary>
    public DateTimeOffset ChangedAt => changedAt;

    /// <summary>Gets the version of the last change, or, if the user does not take part any more, of the change by which that ended.</summary>
    public long Version => version;

    /// <summary>Gets the version before the change that last moved the time of the conversation. It does not matter if the user does not take part any more.</summary>
    public long ChangedAfter => changedAfter;

    /// <summary>Gets whether the user does not take part any more.</summary>
    public bool HasEnded => hasEnded;
}
