using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents the progress or the result of erasing a user.</summary>
/// <param name="conversations">The number of conversations in which the user was erased.</param>
/// <param name="messages">
/// The number of messages that were deleted or rewritten. Messages of a conversation that was deleted as a whole do not count.
/// </param>
public sealed class ErasureProgress(long conversations, long messages)
{
    /// <summary>Gets the number of conversations in which the user was erased.</summary>
    [JsonPropertyName("conversations")]
    public long Conversations { get; init; } = conversations;

    /// <summary>
    /// Gets the number of messages that were deleted or rewritten. Messages of a conversation that was deleted as a whole do not count.
    /// </summary>
    [JsonPropertyName("messages")]
    public long Messages { get; init; } = messages;
}
