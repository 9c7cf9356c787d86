namespace Conversations.Storage;

/// <summary>The part of a message that an edit replaces.</summary>
/// <param name="Text">The text.</param>
/// <param name="Custom">The app's own data.</param>
public sealed record MessageContent(string Text, CustomData Custom)
{
    /// <summary>Gives a message as it is after an edit, whose time is never before its own.</summary>
    /// <param name="message">The message before.</param>
    /// <param name="change">The edit.</param>
    /// <returns>The message afterwards.</returns>
    public Message ApplyTo(Message message, MessageEdited change)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(change);
        return message with
        {
            Text = Text,
            Custom = Custom,
            EditedAt = change.At > message.CreatedAt ? change.At : message.CreatedAt,
            Revision = change.Revision,
        };
    }
}
