namespace Conversations;

/// <summary>A participant as other participants see them: without what is theirs alone.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Access">What they may do.</param>
/// <param name="JoinedAt">When they joined, UTC in whole milliseconds.</param>
/// <param name="ReadUpTo">The sequence up to which they have read.</param>
public sealed record VisibleParticipant(UserId UserId, ParticipantAccess Access, DateTimeOffset JoinedAt, long ReadUpTo)
{
    internal static VisibleParticipant Of(Participant participant) =>
        new(participant.UserId, participant.Access, participant.JoinedAt, participant.ReadUpTo);
}
