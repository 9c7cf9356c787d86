namespace Conversations.Storage;

/// <summary>A message to be stored; its sequence and, unless it is imported, its time are given by the store.</summary>
public sealed record NewMessage
{
    private readonly UserId _sender;
    private readonly MessageId _replyTo;
    private readonly long _importedAt = Timestamp.None;

    /// <summary>Gets the id, unique within its conversation.</summary>
    public required MessageId Id { get; init; }

    /// <summary>Gets the user who wrote it; null for a system message.</summary>
    public UserId? SenderId
    {
        get => _sender.IsDefault ? null : _sender;
        init => _sender = value ?? default;
    }

    /// <summary>Gets the text.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the app's own data.</summary>
    public CustomData Custom { get; init; } = CustomData.Empty;

    /// <summary>Gets the message that this one answers; null = none.</summary>
    public MessageId? ReplyTo
    {
        get => _replyTo.IsDefault ? null : _replyTo;
        init => _replyTo = value ?? default;
    }

    /// <summary>Gets on which way it comes in. Only an imported one leaves its sender's read position alone.</summary>
    public MessageOrigin Origin { get; init; }

    /// <summary>Gets the time of an imported message, UTC in whole milliseconds; null = the store gives it.</summary>
    public DateTimeOffset? ImportedAt
    {
        get => _importedAt == Timestamp.None ? null : Timestamp.FromMilliseconds(_importedAt);
        init => _importedAt = value?.ToUnixTimeMilliseconds() ?? Timestamp.None;
    }

    /// <summary>Gets the fingerprint of what the caller sent.</summary>
    public required ContentHash Hash { get; init; }

    /// <summary>Gives the message as it is stored.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="sequence">The place that the store gives it.</param>
    /// <param name="at">The time that the store gives it; not used for an imported one.</param>
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
