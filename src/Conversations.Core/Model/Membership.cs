using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents the present or past participation of a user in a conversation.</summary>
/// <param name="participant">The participant as it is now, or as it was when the participation ended.</param>
/// <param name="endedAt">
/// The time at which the user left or was removed, in UTC and whole milliseconds, or null if the user takes part.
/// </param>
/// <param name="endedByApp">Whether the app or another user removed the user. False if the user left, or takes part.</param>
public sealed class Membership(Participant participant, DateTimeOffset? endedAt = null, bool endedByApp = false)
{
    /// <summary>Gets the participant as it is now, or as it was when the participation ended.</summary>
    [JsonPropertyName("participant")]
    public Participant Participant { get; init; } = participant;

    /// <summary>Gets the time at which the user left or was removed, in UTC and whole milliseconds, or null if the user takes part.</summary>
    [JsonPropertyName("endedAt")]
    public DateTimeOffset? EndedAt { get; init; } = endedAt;

    /// <summary>Gets whether the app or another user removed the user. False if the user left, or takes part.</summary>
    [JsonPropertyName("endedByApp")]
    public bool EndedByApp { get; init; } = endedByApp;

    /// <summary>Gets whether the user takes part now.</summary>
    [JsonPropertyName("isPresent")]
    public bool IsPresent => EndedAt is null;
}
