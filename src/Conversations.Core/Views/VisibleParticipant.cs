using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Represents a participant as other participants see one: without private values such as the notification setting and the unread mark.
/// </summary>
/// <param name="userId">The user.</param>
/// <param name="access">What the participant may do.</param>
/// <param name="joinedAt">The time at which the participant joined, in UTC and whole milliseconds.</param>
/// <param name="readUpTo">The sequence up to which the participant has read.</param>
public sealed class VisibleParticipant(UserId userId, ParticipantAccess access, DateTimeOffset joinedAt, long readUpTo)
{
    /// <summary>Gets the user.</summary>
    [JsonPropertyName("userId")]
    public UserId UserId { get; init; } = userId;

    /// <summary>Gets what the participant may do.</summary>
    [JsonPropertyName("access")]
    [JsonConverter(typeof(FixedEnumConverter<ParticipantAccess>))]
    public ParticipantAccess Access { get; init; } = access;

    /// <summary>Gets the time at which the participant joined, in UTC and whole milliseconds.</summary>
    [JsonPropertyName("joinedAt")]
    public DateTimeOffset JoinedAt { get; init; } = joinedAt;

    /// <summary>Gets the sequence up to which the participant has read.</summary>
    [JsonPropertyName("readUpTo")]
    public long ReadUpTo { get; init; } = readUpTo;

    internal static VisibleParticipant Of(Participant participant) =>
        new(participant.UserId, participant.Access, participant.JoinedAt, participant.ReadUpTo);
}
