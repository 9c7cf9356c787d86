using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of participants and their drafts.</summary>
internal static class ParticipantForms
{
    /// <summary>The forms.</summary>
    internal static readonly FormTable Table = new FormTable()
        .Add<Participant>(static args => new Participant
            {
                UserId = (UserId)args[0], Access = (ParticipantAccess)args[1], Notify = (NotifySetting)args[2],
                JoinedAt = (DateTimeOffset)args[3], JoinedAfter = (long)args[4], VisibleFrom = (long)args[5], ReadUpTo = (long)args[6],
                IsMarkedUnread = (bool)args[7],
            })
            .With(nameof(Participant.UserId), static it => ((Participant)it).UserId, Required)
            .WithEnum(nameof(Participant.Access), static it => ((Participant)it).Access)
            .WithEnum(nameof(Participant.Notify), static it => ((Participant)it).Notify)
            .With(nameof(Participant.JoinedAt), static it => ((Participant)it).JoinedAt, Required)
            .With(nameof(Participant.JoinedAfter), static it => ((Participant)it).JoinedAfter)
            .With(nameof(Participant.VisibleFrom), static it => ((Participant)it).VisibleFrom)
            .With(nameof(Participant.ReadUpTo), static it => ((Participant)it).ReadUpTo)
            .With(nameof(Participant.IsMarkedUnread), static it => ((Participant)it).IsMarkedUnread)
        .Add<ParticipantDraft>(static args => new ParticipantDraft((UserId)args[0])
            {
                Access = (ParticipantAccess)args[1], Notify = (NotifySetting)args[2], History = (History?)args[3],
            }, arguments: 1)
            .With(nameof(ParticipantDraft.UserId), static it => ((ParticipantDraft)it).UserId)
            .WithEnum(nameof(ParticipantDraft.Access), static it => ((ParticipantDraft)it).Access)
            .WithEnum(nameof(ParticipantDraft.Notify), static it => ((ParticipantDraft)it).Notify)
            .With(nameof(ParticipantDraft.History), static it => ((ParticipantDraft)it).History)
        .Add<Membership>(static args => new Membership((Participant)args[0], (DateTimeOffset?)args[1], (bool)args[2]), arguments: 3)
            .With(nameof(Membership.Participant), static it => ((Membership)it).Participant, NotNull)
            .With(nameof(Membership.EndedAt), static it => ((Membership)it).EndedAt, Optional)
            .With(nameof(Membership.EndedByApp), static it => ((Membership)it).EndedByApp, Optional)
            .With(nameof(Membership.IsPresent), static it => ((Membership)it).IsPresent, Computed)
        .Add<VisibleParticipant>(
                static args => new VisibleParticipant((UserId)args[0], (ParticipantAccess)args[1], (DateTimeOffset)args[2], (long)args[3]), arguments: 4)
            .With(nameof(VisibleParticipant.UserId), static it => ((VisibleParticipant)it).UserId)
            .WithEnum(nameof(VisibleParticipant.Access), static it => ((VisibleParticipant)it).Access)
            .With(nameof(VisibleParticipant.JoinedAt), static it => ((VisibleParticipant)it).JoinedAt)
            .With(nameof(VisibleParticipant.ReadUpTo), static it => ((VisibleParticipant)it).ReadUpTo)
        .Add<ReadState>(static args => new ReadState((long)args[0], (long)args[1], (bool)args[2]), arguments: 3)
            .With(nameof(ReadState.ReadUpTo), static it => ((ReadState)it).ReadUpTo)
            .With(nameof(ReadState.UnreadCount), static it => ((ReadState)it).UnreadCount)
            .With(nameof(ReadState.IsMarkedUnread), static it => ((ReadState)it).IsMarkedUnread)
            .With(nameof(ReadState.IsUnread), static it => ((ReadState)it).IsUnread, Computed)
        .AddListOf<ParticipantDraft>();
}
