using Conversations.Decisions;

namespace Conversations.Storage;

/// <summary>
/// New content for a message. This is not an edit: the message's time of edit and revision, and the log, stay as they are.
/// </summary>
public sealed class MessageRewrite(long Sequence, int Revision, MessageContent Content)
{
    /// <summary>Gets the message's place in the conversation.</summary>
    public long Sequence { get; } = Sequence;

    /// <summary>Gets the revision that the message must still have; otherwise the store leaves it as it is.</summary>
    public int Revision { get; } = Revision;

    /// <summary>Gets the content that replaces the present one.</summary>
    public MessageContent Content { get; } = Content;

    /// <summary>Returns the message with the new content.</summary>
    /// <param name="message">The message as stored.</param>
    /// <returns>The message, or null if it has another revision, so that it must stay as it is.</returns>
    /// <exception cref="ArgumentNullException">The message is null.</exception>
    public Message? ApplyTo(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Revision == Revision ? message with { Text = Content.Text, Custom = Content.Custom } : null;
    }
}
