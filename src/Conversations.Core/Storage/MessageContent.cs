namespace Conversations.Storage;

/// <summary>The part of a message that an edit replaces.</summary>
/// <param name="Text">The text.</param>
/// <param name="Custom">The app's own data.</param>
public sealed record MessageContent(string Text, CustomData Custom);
