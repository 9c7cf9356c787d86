namespace Conversations.Decisions;

/// <summary>A message to store. The store sets its sequence and, unless it is imported, its time.</summary>
public sealed class NewMessage
{
    private readonly UserId _sender;
    private readonly MessageId _replyTo;
    private string _text = "";
    private readonly long _importedAt = Timestamp.None;

    /// <summary>Gets the id, unique within its conversation.</summary>
    public required MessageId Id { get; init; }

    /// <summary>Gets the user who wrote the message, or null for a system message.</summary>
    public UserId? SenderId
    {
        get => _sender.IsDefault ? null : _sender;
        init => _sender = value ?? default;
    }

    /// <summary>Gets the text.</summary>
    public required string Text
    {
        get => _text;
        init => _text = value;
    }

    /// <summary>Gets the app's own data.</summary>
    public CustomData Custom { get; init; } = CustomData.Empty;

    /// <summary>Gets the id of the message that this one answers, or null if it answers none.</summary>
    public MessageId? ReplyTo
    {
        get => _replyTo.IsDefault ? null : _replyTo;
        init => _replyTo = value ?? default;
    }

    /// <summary>Gets how the message was sent. Only an imported message does not change the read position of its sender.</summary>
    public MessageOrigin Origin { get; init; }

    /// <summary>Gets the time of an imported message, UTC in whole milliseconds, or null if the store sets the time.</summary>
    public DateTimeOffset? ImportedAt
    {
        get => _importedAt == Timestamp.None ? null : Timestamp.FromMilliseconds(_importedAt);
        init => _importedAt = value?.ToUnixTimeMilliseconds() ?? Timestamp.None;
    }

    /// <summary>Gets the hash of the content that the caller passed.</summary>
    public required ContentHash Hash { get; init; }

    internal NewMessage WithText(string text)
    {
        var copy = (NewMessage)MemberwiseClone();
        copy._text = text;
        return copy;
    }

    /// <summary>Returns the message as it is stored, without reactions and without the message that it answers.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="sequence">The sequence that the store sets.</param>
    /// <param name="at">The time that the store sets. It is ignored if <see cref="ImportedAt"/> is not null.</param>
    /// <returns>The message.</returns>
    public Message At(ConversationId conversationId, long sequence, DateTimeOffset at) => new()
    {
        Id = Id,
        ConversationId = conversationId,
        Sequence = sequence,
        SenderId = SenderId,
        Text = Text,
        Custom = Custom,
        ReplyTo = ReplyTo,
        Origin = Origin,
        CreatedAt = ImportedAt ?? at,
    };
}
