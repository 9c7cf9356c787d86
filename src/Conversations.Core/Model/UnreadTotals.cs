using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents the numbers of a badge: how much a user has not read.</summary>
/// <param name="Conversations">
/// The number of conversations of the user's inbox that are unread, those that are only marked as unread included.
/// </param>
/// <param name="Messages">The number of unread messages in these conversations.</param>
/// <param name="IsExact">
/// Whether all conversations of the inbox were looked at. If it is false, at least as much is unread: the count stops at 99
/// conversations that are unread, and after 1,000 that were looked at, the most recently active first.
/// </param>
public sealed record UnreadTotals(
    [property: JsonPropertyName("conversations")] int Conversations,
    [property: JsonPropertyName("messages")] long Messages,
    [property: JsonPropertyName("isExact")] bool IsExact);
