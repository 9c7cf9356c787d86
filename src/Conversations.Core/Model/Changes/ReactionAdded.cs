namespace Conversations;

/// <summary>A user reacted to a message.</summary>
public sealed record ReactionAdded : ReactionChange;
