namespace Conversations;

/// <summary>
/// The exception that is thrown if the conversation does not exist, or if it does not exist for a user because the user does not
/// take part in it.
/// </summary>
/// <remarks>The two cases are the same on purpose, so that a user who guesses an id learns nothing.</remarks>
public sealed class ConversationNotFoundException : ConversationsException
{
    /// <summary>Initializes the exception for a conversation.</summary>
    /// <param name="conversationId">The id that the caller passed.</param>
    public ConversationNotFoundException(ConversationId conversationId)
        : base($"There is no conversation '{conversationId}'.") => ConversationId = conversationId;

    /// <summary>Gets the id that the caller passed.</summary>
    public ConversationId ConversationId { get; }
}
