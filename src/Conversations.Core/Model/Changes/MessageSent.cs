namespace Conversations;

/// <summary>A message was stored: sent by a user or the app, or imported.</summary>
public sealed record MessageSent : MessageChange;
