using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>A change of one user's reaction to one message.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "change")]
[JsonDerivedType(typeof(ReactionAdded), nameof(ReactionAdded))]
[JsonDerivedType(typeof(ReactionRemoved), nameof(ReactionRemoved))]
public abstract record ReactionChange : MessageChange
{
    private protected ReactionChange()
    {
    }

    /// <summary>Gets the user whose reaction it is.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Gets the emoji: one of Unicode's, or <c>:name:</c>.</summary>
    public required string Emoji { get; init; }
}
