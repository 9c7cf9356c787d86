using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents the result of sending a message.</summary>
/// <param name="Message">The message as it is now, or null if an earlier call stored it and it was deleted in the meantime.</param>
/// <param name="Created">Whether this call stored the message. False if an earlier call stored it.</param>
[method: JsonConstructor]
public readonly record struct SendResult(
    [property: JsonPropertyName("message")] Message? Message,
    [property: JsonPropertyName("created")] bool Created);
