using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Represents a message that is displayed before the first real one. It is not stored, so it cannot be listed, counted, answered or
/// reacted to.
/// </summary>
/// <param name="SenderId">
/// The user whose own welcome message it is, or null for a welcome message of the conversation, which is displayed as one of the
/// app.
/// </param>
/// <param name="Text">The text.</param>
public sealed record OpeningMessage(
    [property: JsonPropertyName("senderId")] UserId? SenderId,
    [property: JsonPropertyName("text")] string Text);
