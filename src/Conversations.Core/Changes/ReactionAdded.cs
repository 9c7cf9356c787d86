namespace Conversations;

/// <summary>Says that a user reacted to a message.</summary>
public sealed record ReactionAdded : ReactionChange;
