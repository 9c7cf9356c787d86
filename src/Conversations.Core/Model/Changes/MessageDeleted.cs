namespace Conversations;

/// <summary>A message was deleted; its sequence stays unused.</summary>
public sealed record MessageDeleted : MessageChange;
