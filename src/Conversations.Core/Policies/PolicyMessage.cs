namespace Conversations;

/// <summary>A message as a send policy sees it.</summary>
public sealed record PolicyMessage
{
    /// <summary>Gets the conversation, which may turn out not to exist.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the message.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>Gets the user who wrote it, who may turn out not to take part; null for a system message.</summary>
    public required UserId? SenderId { get; init; }

    /// <summary>Gets the text, as the policies before have left it.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the app's own data; of an edit that of the message as it is.</summary>
    public required CustomData Custom { get; init; }

    /// <summary>Gets the message that it answers; null = none.</summary>
    public required MessageId? ReplyTo { get; init; }

    /// <summary>Gets whether a message that is there gets a new text; else a new message is sent.</summary>
    public required bool IsEdit { get; init; }
}
