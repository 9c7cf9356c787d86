namespace Conversations;

/// <summary>Says that a user removed a reaction.</summary>
public sealed record ReactionRemoved : ReactionChange;
