namespace Conversations;

/// <summary>
/// The exception that ends a watch whose events are not taken: too many of them wait. Watch again, after the version or with the token of the last event.
/// </summary>
public sealed class SlowWatcherException : ConversationsException
{
    /// <summary>Initializes the exception for a watch of one conversation.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="after">The version of the last event that the watch has.</param>
    public SlowWatcherException(ConversationId conversationId, long after)
        : base($"The events of conversation '{conversationId}' are not taken. Watch it again after version {after}.") =>
        (ConversationId, After) = (conversationId, after);

    /// <summary>Initializes the exception for a watch of all conversations of a user.</summary>
    /// <param name="resume">The token of the last event that the watch has, or null if it has none.</param>
    public SlowWatcherException(string? resume)
        : base("The events of the user's conversations are not taken. Watch them again with the token of the last event.") => Resume = resume;

    /// <summary>Gets the conversation, or null if all of a user were watched.</summary>
    public ConversationId? ConversationId { get; }

    /// <summary>Gets the version of the last event that the watch has, or 0 if all conversations of a user were watched. The events before it can still be taken.</summary>
    public long After { get; }

    /// <summary>Gets the token of the last event that the watch has, or null if there is none. The events before it can still be taken.</summary>
    public string? Resume { get; }
}
