namespace Conversations;

/// <summary>A message from elsewhere, with its own id and time.</summary>
public sealed record ImportedMessage
{
    /// <summary>Gets the id, by which an import that is run again finds what is there already.</summary>
    public required MessageId Id { get; init; }

    /// <summary>Gets the user who wrote it, who need not take part; null for a system message.</summary>
    public UserId? SenderId { get; init; }

    /// <summary>Gets the text, 1 to 10,000 characters (UTF-16 units), at least one of them visible.</summary>
    public required string Text { get; init; }

    /// <summary>Gets when it was written: not before 1970 and not more than a day ahead. Cut to whole milliseconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets the app's own data.</summary>
    public CustomData Custom { get; init => field = value ?? CustomData.Empty; } = CustomData.Empty;

    /// <summary>Gets the message of the same conversation that this one answers; null = none.</summary>
    public MessageId? ReplyTo { get; init; }
}
