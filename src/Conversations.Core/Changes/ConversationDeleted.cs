namespace Conversations;

/// <summary>
/// Says that a conversation was deleted with all its content. If it is created again, its version and its sequence continue.
/// </summary>
public sealed record ConversationDeleted : Change
{
    internal override IReadOnlyList<UserId> Named => [];
}
