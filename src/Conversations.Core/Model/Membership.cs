using System.Text;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents the present or past participation of a user in a conversation.</summary>
/// <param name="Participant">The participant as it is now, or as it was when the participation ended.</param>
/// <param name="EndedAt">
/// The time at which the user left or was removed, in UTC and whole milliseconds, or null if the user takes part.
/// </param>
/// <param name="EndedByApp">Whether the app or another user removed the user. False if the user left, or takes part.</param>
public sealed record Membership(
    [property: JsonPropertyName("participant")] Participant Participant,
    [property: JsonPropertyName("endedAt")] DateTimeOffset? EndedAt = null,
    [property: JsonPropertyName("endedByApp")] bool EndedByApp = false)
{
    /// <summary>Gets whether the user takes part now.</summary>
    [JsonPropertyName("isPresent")]
    public bool IsPresent => EndedAt is null;

    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        "Participant = {0}, EndedAt = {1}, EndedByApp = {2}, IsPresent = {3}",
        Participant, EndedAt, EndedByApp, IsPresent);
}
