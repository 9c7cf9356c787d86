namespace Conversations;

/// <summary>A user took a reaction back.</summary>
public sealed record ReactionRemoved : ReactionChange;
