namespace Conversations;

/// <summary>The conversation does not exist; or, for a user, does not exist for them because they do not take part.</summary>
/// <remarks>The two cases are the same on purpose: a user who guesses an id learns nothing.</remarks>
public sealed class ConversationNotFoundException : ConversationsException
{
    /// <summary>Names the conversation that was asked for.</summary>
    /// <param name="conversationId">The id as the caller gave it.</param>
    public ConversationNotFoundException(ConversationId conversationId)
        : base($"There is no conversation '{conversationId}'.") => ConversationId = conversationId;

    /// <summary>Gets the id that was asked for.</summary>
    public ConversationId ConversationId { get; }
}
