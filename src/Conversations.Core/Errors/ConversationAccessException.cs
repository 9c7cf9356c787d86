namespace Conversations;

/// <summary>
/// The exception that is thrown if a user may not do something in a conversation, or if the app names a user who does not take part
/// in it.
/// </summary>
public sealed class ConversationAccessException : ConversationsException
{
    /// <summary>Initializes the exception for a user.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="userId">The user who lacks the right.</param>
    /// <param name="reason">The reason, as the end of a sentence that begins with the user: <c>may only read here</c>.</param>
    public ConversationAccessException(ConversationId conversationId, UserId userId, string reason)
        : base($"In conversation '{conversationId}', user '{userId}' {reason}.") =>
        (ConversationId, UserId) = (conversationId, userId);

    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId { get; }

    /// <summary>Gets the user who lacks the right.</summary>
    public UserId UserId { get; }
}
