namespace Conversations;

/// <summary>Represents a message that a send policy judges.</summary>
public sealed class PolicyMessage
{
    private string _text = "";

    /// <summary>Gets the conversation. It may not exist, because policies are asked before this is certain.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the id of the message.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>
    /// Gets the user who wrote the message, or null for a system message. The user may not take part in the conversation.
    /// </summary>
    public required UserId? SenderId { get; init; }

    /// <summary>Gets the text. If an earlier policy replaced it, this is the new text.</summary>
    public required string Text
    {
        get => _text;
        init => _text = value;
    }

    /// <summary>Gets the app's own data. For an edit, this is the data of the stored message.</summary>
    public required CustomData Custom { get; init; }

    /// <summary>Gets the message that this one answers, or null if there is none.</summary>
    public required MessageId? ReplyTo { get; init; }

    /// <summary>Gets whether the text of a stored message is edited. False if a new message is sent.</summary>
    public required bool IsEdit { get; init; }

    internal PolicyMessage WithText(string text)
    {
        var copy = (PolicyMessage)MemberwiseClone();
        copy._text = text;
        return copy;
    }
}
