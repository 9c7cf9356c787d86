using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Represents a participant as other participants see one: without private values such as the notification setting and the unread mark.
/// </summary>
/// <param name="UserId">The user.</param>
/// <param name="Access">What the participant may do.</param>
/// <param name="JoinedAt">The time at which the participant joined, in UTC and whole milliseconds.</param>
/// <param name="ReadUpTo">The sequence up to which the participant has read.</param>
public sealed record VisibleParticipant(
    [property: JsonPropertyName("userId")] UserId UserId,
    [property: JsonPropertyName("access")] [property: JsonConverter(typeof(FixedEnumConverter<ParticipantAccess>))] ParticipantAccess Access,
    [property: JsonPropertyName("joinedAt")] DateTimeOffset JoinedAt,
    [property: JsonPropertyName("readUpTo")] long ReadUpTo)
{
    internal static VisibleParticipant Of(Participant participant) =>
        new(participant.UserId, participant.Access, participant.JoinedAt, participant.ReadUpTo);
}
