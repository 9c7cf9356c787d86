using System.Text;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Says that a conversation was created with its participants.</summary>
public sealed record ConversationCreated : Change
{
    /// <summary>Gets the users with whom the conversation was created, at least one.</summary>
    [JsonPropertyName("participants")]
    public required IReadOnlyList<UserId> Participants { get; init; }

    internal override IReadOnlyList<UserId> Named => Participants;

    /// <summary>Compares two changes by value. The order of the participants matters.</summary>
    /// <param name="other">The change to compare with.</param>
    /// <returns>True if all values are equal; otherwise false.</returns>
    public bool Equals(ConversationCreated? other) => base.Equals(other) && Participants.SequenceEqual(other.Participants);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder)
    {
        base.PrintMembers(builder);
        builder.Append(", ");
        return Printed.Members(builder, "Participants = {0}", Printed.List(Participants));
    }
}
