namespace Conversations;

/// <summary>The changes after the version asked for are no longer kept: reload the conversation, then go on from there.</summary>
public sealed class ChangesPrunedException : ConversationsException
{
    /// <summary>Names the version from which changes are no longer complete.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="after">The version as the caller gave it.</param>
    public ChangesPrunedException(ConversationId conversationId, long after)
        : base($"The changes of conversation '{conversationId}' after version {after} are no longer kept. Read the conversation and go on from its version.") =>
        (ConversationId, After) = (conversationId, after);

    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId { get; }

    /// <summary>Gets the version as the caller gave it.</summary>
    public long After { get; }
}
