using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>What sending gave.</summary>
/// <param name="Message">The message as it is now; null = it was sent before and deleted since.</param>
/// <param name="Created">Whether this call stored it; false = it was there already, from an earlier try.</param>
[method: JsonConstructor]
public readonly record struct SendResult(Message? Message, bool Created);
