namespace Conversations.Storage;

/// <summary>A user who takes part in a conversation, or took part in it until a moment ago.</summary>
/// <param name="conversationId">The conversation.</param>
/// <param name="version">The version of the last change of the conversation.</param>
/// <param name="changedAfter">The version before the change that last moved the time of the conversation (<see cref="ChangedConversation.ChangedAfter"/>).</param>
/// <param name="userId">The user.</param>
/// <param name="endedBy">The version of the change by which the user ceased to take part, or null if the user takes part.</param>
public sealed class WatchingMember(ConversationId conversationId, long version, long changedAfter, UserId userId, long? endedBy)
{
    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId => conversationId;

    /// <summary>Gets the version of the last change of the conversation.</summary>
    public long Version => version;

    /// <summary>Gets the version before the change that last moved the time of the conversation (<see cref="ChangedConversation.ChangedAfter"/>).</summary>
    public long ChangedAfter => changedAfter;

    /// <summary>Gets the user.</summary>
    public UserId UserId => userId;

    /// <summary>Gets the version of the change by which the user ceased to take part, or null if the user takes part.</summary>
    public long? EndedBy => endedBy;
}
