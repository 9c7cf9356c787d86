namespace Conversations.Storage.InMemory;

/// <summary>A user's membership in one conversation, guarded by the lock of the conversation.</summary>
internal sealed class MemberRow(UserId userId)
{
    /// <summary>The latest joined first, then by user id. The compared values never change while a row is in a sorted set.</summary>
    internal static readonly IComparer<MemberRow> Order = Comparer<MemberRow>.Create((left, right) =>
        right.JoinedAt.CompareTo(left.JoinedAt) is not 0 and var byTime ? byTime : left.UserId.CompareTo(right.UserId));

    /// <summary>The earliest joined first, then by user id.</summary>
    internal static readonly IComparer<MemberRow> OrderByAge = Comparer<MemberRow>.Create((left, right) =>
        left.JoinedAt.CompareTo(right.JoinedAt) is not 0 and var byTime ? byTime : left.UserId.CompareTo(right.UserId));

    internal readonly UserId UserId = userId;

    internal ParticipantAccess Access;

    internal NotifySetting Notify;

    internal DateTimeOffset JoinedAt;

    internal long JoinedAfter;

    internal long VisibleFrom = 1;

    internal long ReadUpTo;

    internal bool IsMarkedUnread;

    /// <summary>The place among the user's conversations that have changed.</summary>
    internal DateTimeOffset ChangedAt;

    internal DateTimeOffset? EndedAt;

    internal bool EndedByApp;

    internal NotifiedState? Notified;

    /// <summary>The place in the user's inbox that was last written.</summary>
    internal InboxPlace Place;

    /// <summary>Whether the place is among those of conversations in which the user sees a message.</summary>
    internal bool IsListed;

    /// <summary>Gets the sequence after which messages are unread. What the user cannot see is never unread.</summary>
    internal long UnreadAfter => Math.Max(ReadUpTo, VisibleFrom - 1);

    internal Participant ToParticipant() => new()
    {
        UserId = UserId,
        Access = Access,
        Notify = Notify,
        JoinedAt = JoinedAt,
        JoinedAfter = JoinedAfter,
        VisibleFrom = VisibleFrom,
        ReadUpTo = ReadUpTo,
        IsMarkedUnread = IsMarkedUnread,
    };

    internal Membership ToMembership() => new(ToParticipant(), EndedAt, EndedByApp);
}
