using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Says which users type in a conversation that is watched. The list replaces the one before. It is not stored.
/// </summary>
/// <param name="conversationId">The conversation.</param>
/// <param name="userIds">The users who type, without the one who watches: at most five, in the order of their ids.</param>
/// <param name="isMany">Whether there are more than five.</param>
public sealed class TypingChanged(ConversationId conversationId, IReadOnlyList<UserId> userIds, bool isMany) : WatchEvent
{
    private const int Most = 5;

    /// <summary>Gets the conversation.</summary>
    [JsonPropertyName("conversationId")]
    public ConversationId ConversationId { get; init; } = conversationId;

    /// <summary>Gets the users who type, without the one who watches: at most five, in the order of their ids.</summary>
    [JsonPropertyName("userIds")]
    public IReadOnlyList<UserId> UserIds { get; init; } = userIds;

    /// <summary>Gets whether there are more than five.</summary>
    [JsonPropertyName("isMany")]
    public bool IsMany { get; init; } = isMany;

    internal static TypingChanged Of(ConversationId id, IEnumerable<UserId> typists)
    {
        var users = typists.Take(Most + 1).ToList();
        return new(id, users.Take(Most).ToArray(), users.Count > Most);
    }
}
