namespace Conversations;

/// <summary>One emoji on a message.</summary>
/// <param name="Emoji">One Unicode emoji, or <c>:name:</c> up to 50 characters.</param>
/// <param name="Count">How many users reacted with it, at least 1.</param>
/// <param name="ByViewer">Whether the user for whom it was read is one of them; false where it was read for the app.</param>
public sealed record Reaction(string Emoji, int Count, bool ByViewer);
