namespace Conversations.Storage;

/// <summary>A user who takes part in a conversation, or took part in it until a moment ago.</summary>
/// <param name="conversationId">The conversation.</param>
/// <param name="userId">The user.</param>
/// <param name="endedBy">The version of the change by which the user ceased to take part, or null if the user takes part.</param>
public sealed class WatchingMember(ConversationId conversationId, UserId userId, long? endedBy)
{
    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId => conversationId;

    /// <summary>Gets the user.</summary>
    public UserId UserId => userId;

    /// <summary>Gets the version of the change by which the user ceased to take part, or null if the user takes part.</summary>
    public long? EndedBy => endedBy;
}
