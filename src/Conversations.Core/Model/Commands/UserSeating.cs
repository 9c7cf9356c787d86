using Conversations.Storage;

namespace Conversations;

/// <summary>Who is to sit where, where a user wants it: with at most their own access, and nobody whom the app removed.</summary>
internal static class UserSeating
{
    /// <summary>Gives the row to write for a user who is to take part; null = theirs is as wanted already.</summary>
    internal static Seat? For(ConversationFacts facts, Acting by, UserId userId, ParticipantPatch? patch)
    {
        // Also where nothing would change: else the answer would tell what their setting is.
        var isPatchingOther = userId != by.UserId && facts.Participant(userId) is not null;
        if (isPatchingOther && patch?.IsAssigned(nameof(ParticipantPatch.Notify)) == true)
            throw Refused(facts, by, "may not set the notifications of others");

        var seat = Seating.For(facts, userId, patch);
        if (seat is null)
            return null;

        return seat.Joins ? Joining(facts, by, seat, patch) : Patching(facts, by, seat);
    }

    private static Seat Joining(ConversationFacts facts, Acting by, Seat seat, ParticipantPatch? patch)
    {
        var isSelf = seat.UserId == by.UserId;
        if (!by.Permissions.ManageConversations)
            throw isSelf ? new ConversationNotFoundException(facts.ConversationId) : Refused(facts, by, "may not add participants");

        var earlier = facts.Memberships.GetValueOrDefault(seat.UserId);
        if (earlier is { EndedByApp: true })
        {
            throw isSelf
                ? new ConversationNotFoundException(facts.ConversationId)
                : Refused(facts, by, "may not bring back whom the app removed");
        }

        if (!isSelf && seat.Notify != NotifySetting.All)
            throw Refused(facts, by, "may not set the notifications of others");

        // Who left comes back with at most the access they had; who is added has at most that of whoever adds them.
        var most = earlier?.Participant.Access ?? ParticipantAccess.ReadWrite;
        if (!isSelf)
            most = Lesser(most, facts.Participant(by.UserId)!.Access);

        if (patch?.Access is { } wanted && wanted != Lesser(wanted, most))
            throw Refused(facts, by, "may not give more access than that");

        return seat with { Access = Lesser(seat.Access, most) };
    }

    private static Seat Patching(ConversationFacts facts, Acting by, Seat seat)
    {
        var (mine, theirs) = (facts.Participant(by.UserId)!, facts.Participant(seat.UserId)!);
        if (seat.Access == theirs.Access)
            return seat;

        if (!by.Permissions.ManageConversations)
            throw Refused(facts, by, "may not set access");

        if (Lesser(seat.Access, mine.Access) != seat.Access || Lesser(theirs.Access, mine.Access) != theirs.Access)
            throw Refused(facts, by, "may not set access beyond their own");

        return seat;
    }

    /// <summary>Gives whichever of the two allows less.</summary>
    internal static ParticipantAccess Lesser(ParticipantAccess one, ParticipantAccess other) =>
        one == ParticipantAccess.Read ? one : other;

    private static ConversationAccessException Refused(ConversationFacts facts, Acting by, string reason) =>
        new(facts.ConversationId, by.UserId, reason);
}
