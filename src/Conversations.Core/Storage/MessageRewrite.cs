using Conversations.Decisions;

namespace Conversations.Storage;

/// <summary>
/// New content for a message. This is not an edit: the message's time of edit and revision, and the log, stay as they are.
/// </summary>
/// <param name="Sequence">The message's place in the conversation.</param>
/// <param name="Revision">The revision that the message must still have; otherwise the store leaves it as it is.</param>
/// <param name="Content">The content that replaces the present one.</param>
public sealed record MessageRewrite(long Sequence, int Revision, MessageContent Content)
{
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
