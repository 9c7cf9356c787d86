namespace Conversations.Storage;

/// <summary>What a decision needs to know of a conversation.</summary>
public sealed record FactsQuery
{
    /// <summary>Gets the conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the users whose memberships are needed, also ended ones.</summary>
    public IReadOnlyCollection<UserId> Users { get; init; } = [];

    /// <summary>Gets the message that is needed; null = none.</summary>
    public MessageId? Message { get; init; }

    /// <summary>Gets the user for whom <see cref="Reaction.ByViewer"/> of the message is needed; null = nobody.</summary>
    public UserId? Reactor { get; init; }

    /// <summary>Gets a second message that is needed, the one that is answered; null = none.</summary>
    public MessageId? ReplyTo { get; init; }
}
