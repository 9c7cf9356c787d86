namespace Conversations;

/// <summary>Says that a message was stored: a user or the app sent it, or it was imported.</summary>
public sealed record MessageSent : MessageChange
{
    internal override IReadOnlyList<UserId> Named => [];
}
