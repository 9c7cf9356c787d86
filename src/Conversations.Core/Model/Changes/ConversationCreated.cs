namespace Conversations;

/// <summary>A conversation came to be, with its participants.</summary>
public sealed record ConversationCreated : Change
{
    /// <summary>Gets the users whom it was created with, at least one.</summary>
    public required IReadOnlyList<UserId> Participants { get; init; }

    /// <summary>Compares by value, the participants in their order.</summary>
    /// <param name="other">The change to compare with.</param>
    /// <returns>Whether nothing differs.</returns>
    public bool Equals(ConversationCreated? other) => base.Equals(other) && Participants.SequenceEqual(other.Participants);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();
}
