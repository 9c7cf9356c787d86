using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents all reactions to a message with the same emoji.</summary>
/// <param name="Emoji">
/// One Unicode emoji, or a <c>:name:</c> of at most 50 characters, including the colons. Emoji that look the same are one reaction, in
/// the spelling that was sent first.
/// </param>
/// <param name="Count">The number of users who reacted with the emoji, at least 1.</param>
/// <param name="ByViewer">Whether the user who reads the message is one of them. False if the app reads it.</param>
public sealed record Reaction(
    [property: JsonPropertyName("emoji")] string Emoji,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("byViewer")] bool ByViewer);
