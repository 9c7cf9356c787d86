using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents the numbers of a badge: how much a user has not read.</summary>
/// <param name="conversations">
/// The number of conversations of the user's inbox that are unread, those that are only marked as unread included.
/// </param>
/// <param name="messages">The number of unread messages in these conversations.</param>
/// <param name="isExact">
/// Whether all conversations of the inbox were looked at. If it is false, at least as much is unread: the count stops at 99
/// conversations that are unread, and after 1,000 that were looked at, the most recently active first.
/// </param>
public sealed class UnreadTotals(int conversations, long messages, bool isExact)
{
    /// <summary>Gets the number of conversations of the user's inbox that are unread, those that are only marked as unread included.</summary>
    [JsonPropertyName("conversations")]
    public int Conversations { get; init; } = conversations;

    /// <summary>Gets the number of unread messages in these conversations.</summary>
    [JsonPropertyName("messages")]
    public long Messages { get; init; } = messages;

    /// <summary>
    /// Gets whether all conversations of the inbox were looked at. If it is false, at least as much is unread: the count stops at 99
    /// conversations that are unread, and after 1,000 that were looked at, the most recently active first.
    /// </summary>
    [JsonPropertyName("isExact")]
    public bool IsExact { get; init; } = isExact;
}
