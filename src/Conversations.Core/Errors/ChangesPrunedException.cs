namespace Conversations;

/// <summary>
/// The exception that is thrown if the changes after the requested version are no longer kept. Read the conversation again, and
/// continue from its version.
/// </summary>
public sealed class ChangesPrunedException : ConversationsException
{
    /// <summary>Initializes the exception for a version.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="after">The version that the caller passed.</param>
    public ChangesPrunedException(ConversationId conversationId, long after)
        : base($"The changes of conversation '{conversationId}' after version {after} are no longer kept. Read the conversation and go on from its version.") =>
        (ConversationId, After) = (conversationId, after);

    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId { get; }

    /// <summary>Gets the version that the caller passed.</summary>
    public long After { get; }
}
