using System.Text;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Says that attributes of a conversation changed, or the participants that the same call named, or both.</summary>
public sealed record ConversationUpdated : Change
{
    /// <summary>
    /// Gets the users whom the same call added or updated. Usually there are none. It does not name users of whom only the notification setting changed.
    /// </summary>
    [JsonPropertyName("participants")]
    public IReadOnlyList<UserId> Participants { get; init => field = value ?? []; } = [];

    internal override IReadOnlyList<UserId> Named => Participants;

    /// <summary>Compares two changes by value. The order of the participants matters.</summary>
    /// <param name="other">The change to compare with.</param>
    /// <returns>True if all values are equal; otherwise false.</returns>
    public bool Equals(ConversationUpdated? other) => base.Equals(other) && Participants.SequenceEqual(other.Participants);

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
