using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a change of the reaction of one user to one message.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "change")]
[JsonDerivedType(typeof(ReactionAdded), nameof(ReactionAdded))]
[JsonDerivedType(typeof(ReactionRemoved), nameof(ReactionRemoved))]
public abstract record ReactionChange : MessageChange
{
    private protected ReactionChange()
    {
    }

    /// <summary>Gets the user whose reaction it is.</summary>
    [JsonPropertyName("userId")]
    public required UserId UserId { get; init; }

    /// <summary>Gets the emoji: one Unicode emoji, or a <c>:name:</c>.</summary>
    [JsonPropertyName("emoji")]
    public required string Emoji { get; init; }

    internal override IReadOnlyList<UserId> Named => new[] { UserId };
}
