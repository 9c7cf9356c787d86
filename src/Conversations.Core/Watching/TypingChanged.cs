using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Says who types in a conversation that is watched. The list replaces the one before. It is not stored.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="UserIds">The users who type, without the one who watches: at most five, in the order of their ids.</param>
/// <param name="IsMany">Whether there are more than five.</param>
public sealed record TypingChanged(
    [property: JsonPropertyName("conversationId")] ConversationId ConversationId,
    [property: JsonPropertyName("userIds")] IReadOnlyList<UserId> UserIds,
    [property: JsonPropertyName("isMany")] bool IsMany) : WatchEvent
{
    private const int Most = 5;

    internal static TypingChanged Of(ConversationId id, IEnumerable<UserId> typists)
    {
        var users = typists.Take(Most + 1).ToList();
        return new(id, [.. users.Take(Most)], users.Count > Most);
    }
}
