namespace Conversations;

/// <summary>
/// The exception that is thrown if the store did not answer, even after retries. The change may have been stored, or not.
/// </summary>
/// <remarks>
/// It is always safe to send a message again with the same <see cref="MessageId"/>, because a message is stored only once under its
/// id.
/// </remarks>
public sealed class OutcomeUnknownException : ConversationsException
{
    /// <summary>Initializes the exception. Its message says what is unknown and how to find out.</summary>
    /// <param name="messageId">The id of the message that may have been sent, or null if the call did not send a message.</param>
    /// <param name="inner">The exception of the driver, or null if there is none.</param>
    public OutcomeUnknownException(MessageId? messageId, Exception? inner = null)
        : base(
            messageId is { } id
                ? $"It is not known whether message '{id}' was stored. Send it again with the same id: that is safe."
                : "It is not known whether the change was stored. Read the conversation, or make the same call again: that is safe.",
            inner) => MessageId = messageId;

    /// <summary>Gets the id with which to send the message again, or null if the call did not send a message.</summary>
    public MessageId? MessageId { get; }
}
