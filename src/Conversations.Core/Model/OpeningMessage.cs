namespace Conversations;

/// <summary>A message that is drawn before the first real one. It is not stored: not listed, counted, replied to or reacted to.</summary>
/// <param name="SenderId">The user whose own welcome message it is; null = the conversation's, drawn as the app's.</param>
/// <param name="Text">The text.</param>
public sealed record OpeningMessage(UserId? SenderId, string Text);
