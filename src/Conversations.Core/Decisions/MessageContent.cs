namespace Conversations.Decisions;

/// <summary>The part of a message that an edit replaces.</summary>
/// <param name="Text">The text.</param>
/// <param name="Custom">The app's own data.</param>
public sealed record MessageContent(string Text, CustomData Custom)
{
    /// <summary>Returns a message as it is after an edit.</summary>
    /// <param name="message">The message before the edit.</param>
    /// <param name="change">The edit.</param>
    /// <returns>The message with the new content, time of edit and revision.</returns>
    /// <exception cref="ArgumentNullException">The message or the edit is null.</exception>
    public Message ApplyTo(Message message, MessageEdited change)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(change);
        return message with
        {
            Text = Text,
            Custom = Custom,
            EditedAt = change.At,
            Revision = change.Revision,
        };
    }
}
