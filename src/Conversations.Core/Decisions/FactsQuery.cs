namespace Conversations.Decisions;

/// <summary>The facts about a conversation that a decision needs.</summary>
public sealed class FactsQuery
{
    /// <summary>Gets the conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the users whose memberships are needed. Ended memberships are included.</summary>
    public IReadOnlyCollection<UserId> Users { get; init; } = [];

    /// <summary>Gets the message that is needed, or null if none is.</summary>
    public MessageId? Message { get; init; }

    /// <summary>Gets the user to whom <see cref="Reaction.ByViewer"/> of both messages refers, or null if no user does.</summary>
    public UserId? Reactor { get; init; }

    /// <summary>Gets the answered message, if it is needed too; otherwise null.</summary>
    public MessageId? ReplyTo { get; init; }

    /// <summary>Gets whether to read <see cref="ConversationFacts.HidesHistory"/>.</summary>
    public bool HidesHistory { get; init; }
}
