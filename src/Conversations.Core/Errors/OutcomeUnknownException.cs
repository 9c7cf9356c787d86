namespace Conversations;

/// <summary>The store did not answer a commit, also not after retries: what was asked for may have been done, or not.</summary>
/// <remarks>A retry with the same <see cref="MessageId"/> is always safe: a message is stored once under its id.</remarks>
public sealed class OutcomeUnknownException : ConversationsException
{
    /// <summary>Says what is unknown, and how to ask again.</summary>
    /// <param name="messageId">The id of the message that may have been sent; null where it was no send.</param>
    /// <param name="inner">The driver's own error; null = none.</param>
    public OutcomeUnknownException(MessageId? messageId, Exception? inner = null)
        : base(
            messageId is { } id
                ? $"It is not known whether message '{id}' was stored. Send it again with the same id: that is safe."
                : "It is not known whether the change was stored. Read the conversation, or make the same call again: that is safe.",
            inner) => MessageId = messageId;

    /// <summary>Gets the id to retry with; null where it was no send.</summary>
    public MessageId? MessageId { get; }
}
