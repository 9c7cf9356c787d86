using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents the progress or the result of erasing a user.</summary>
/// <param name="Conversations">The number of conversations in which the user was erased.</param>
/// <param name="Messages">
/// The number of messages that were deleted or rewritten. Messages of a conversation that was deleted as a whole do not count.
/// </param>
public sealed record ErasureProgress(
    [property: JsonPropertyName("conversations")] long Conversations,
    [property: JsonPropertyName("messages")] long Messages);
