namespace Conversations;

/// <summary>Attributes of a conversation changed, and, where the same call named them, participants with them.</summary>
public sealed record ConversationUpdated : Change
{
    /// <summary>Gets the users who were added or patched by the same call; empty as a rule.</summary>
    public IReadOnlyList<UserId> Participants { get; init => field = value ?? []; } = [];

    /// <summary>Compares by value, the participants in their order.</summary>
    /// <param name="other">The change to compare with.</param>
    /// <returns>Whether nothing differs.</returns>
    public bool Equals(ConversationUpdated? other) => base.Equals(other) && Participants.SequenceEqual(other.Participants);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();
}
