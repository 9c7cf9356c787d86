namespace Conversations;

/// <summary>Says that a message was deleted. Its sequence is not used again.</summary>
public sealed record MessageDeleted : MessageChange
{
    internal override IReadOnlyList<UserId> Named => [];
}
