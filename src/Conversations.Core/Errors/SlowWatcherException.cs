namespace Conversations;

/// <summary>
/// The exception that ends a watch whose events are not taken: too many of them wait, and none was taken for a minute. Watch again, after the version of the last event.
/// </summary>
public sealed class SlowWatcherException : ConversationsException
{
    /// <summary>Initializes the exception for a watch.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="after">The version of the last event that the watch has.</param>
    public SlowWatcherException(ConversationId conversationId, long after)
        : base($"The events of conversation '{conversationId}' are not taken. Watch it again after version {after}.") =>
        (ConversationId, After) = (conversationId, after);

    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId { get; }

    /// <summary>Gets the version of the last event that the watch has. Those before it can still be taken.</summary>
    public long After { get; }
}
