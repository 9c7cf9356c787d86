using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of participants and their drafts.</summary>
internal static class ParticipantForms
{
    /// <summary>Gets the forms.</summary>
    internal static FormTable Table { get; } = new FormTable()
        .Add(new ObjectForm<Participant>(static args => new()
            {
                UserId = (UserId)args[0], Access = (ParticipantAccess)args[1], Notify = (NotifySetting)args[2],
                JoinedAt = (DateTimeOffset)args[3], JoinedAfter = (long)args[4], VisibleFrom = (long)args[5], ReadUpTo = (long)args[6],
                IsMarkedUnread = (bool)args[7],
            })
            .With(nameof(Participant.UserId), static it => it.UserId, Required)
            .WithEnum(nameof(Participant.Access), static it => it.Access)
            .WithEnum(nameof(Participant.Notify), static it => it.Notify)
            .With(nameof(Participant.JoinedAt), static it => it.JoinedAt, Required)
            .With(nameof(Participant.JoinedAfter), static it => it.JoinedAfter)
            .With(nameof(Participant.VisibleFrom), static it => it.VisibleFrom)
            .With(nameof(Participant.ReadUpTo), static it => it.ReadUpTo)
            .With(nameof(Participant.IsMarkedUnread), static it => it.IsMarkedUnread))
        .Add(new ObjectForm<ParticipantDraft>(static args => new((UserId)args[0])
            {
                Access = (ParticipantAccess)args[1], Notify = (NotifySetting)args[2], History = (History?)args[3],
            }, arguments: 1)
            .With(nameof(ParticipantDraft.UserId), static it => it.UserId)
            .WithEnum(nameof(ParticipantDraft.Access), static it => it.Access)
            .WithEnum(nameof(ParticipantDraft.Notify), static it => it.Notify)
            .With(nameof(ParticipantDraft.History), static it => it.History))
        .Add(new ObjectForm<Membership>(static args => new((Participant)args[0], (DateTimeOffset?)args[1], (bool)args[2]), arguments: 3)
            .With(nameof(Membership.Participant), static it => it.Participant, NotNull)
            .With(nameof(Membership.EndedAt), static it => it.EndedAt, Optional)
            .With(nameof(Membership.EndedByApp), static it => it.EndedByApp, Optional)
            .With(nameof(Membership.IsPresent), static it => it.IsPresent, Computed))
        .Add(new ObjectForm<VisibleParticipant>(
                static args => new((UserId)args[0], (ParticipantAccess)args[1], (DateTimeOffset)args[2], (long)args[3]), arguments: 4)
            .With(nameof(VisibleParticipant.UserId), static it => it.UserId)
            .WithEnum(nameof(VisibleParticipant.Access), static it => it.Access)
            .With(nameof(VisibleParticipant.JoinedAt), static it => it.JoinedAt)
            .With(nameof(VisibleParticipant.ReadUpTo), static it => it.ReadUpTo))
        .Add(new ObjectForm<ReadState>(static args => new((long)args[0], (long)args[1], (bool)args[2]), arguments: 3)
            .With(nameof(ReadState.ReadUpTo), static it => it.ReadUpTo)
            .With(nameof(ReadState.UnreadCount), static it => it.UnreadCount)
            .With(nameof(ReadState.IsMarkedUnread), static it => it.IsMarkedUnread)
            .With(nameof(ReadState.IsUnread), static it => it.IsUnread, Computed))
        .AddListOf<ParticipantDraft>();
}
