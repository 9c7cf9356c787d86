namespace Conversations.Decisions;

/// <summary>
/// The rules for participants if a user acts: the user gives at most their own access and their own history, adds nobody whom the app
/// removed, and does not change what a participant sees of the past.
/// </summary>
internal static class SessionParticipantRules
{
    /// <summary>Returns the row to write for a user who is to take part, or null if the row is already as wanted.</summary>
    internal static ParticipantWrite? For(ConversationFacts facts, ActingUser actor, UserId userId, ParticipantPatch? patch, in DecisionContext context)
    {
        // Both are refused even if nothing would change. Otherwise the result would tell the other user's setting.
        var isPatchingOther = userId != actor.UserId && facts.Participant(userId) is not null;
        if (isPatchingOther && patch?.IsAssigned(nameof(ParticipantPatch.Notify)) == true)
            throw Refused(facts, actor, "may not set the notifications of others");
        if (isPatchingOther && patch?.IsAssigned(nameof(ParticipantPatch.History)) == true)
            throw Refused(facts, actor, "may not set the history of a participant");

        var write = ParticipantRules.For(facts, userId, patch);
        if (write is null)
            return null;

        return write.Joins ? Joining(facts, actor, write, patch, context) : Patching(facts, actor, write);
    }

    private static ParticipantWrite Joining(
        ConversationFacts facts, ActingUser actor, ParticipantWrite write, ParticipantPatch? patch, in DecisionContext context)
    {
        var isSelf = write.UserId == actor.UserId;
        if (!actor.Permissions.ManageConversations)
            throw isSelf ? new ConversationNotFoundException(facts.ConversationId) : Refused(facts, actor, "may not add participants");

        var earlier = facts.Memberships.GetValueOrDefault(write.UserId);
        if (earlier is { EndedByApp: true })
        {
            throw isSelf
                ? new ConversationNotFoundException(facts.ConversationId)
                : Refused(facts, actor, "may not add a user again whom the app removed");
        }

        if (!isSelf && write.Notify != NotifySetting.All)
            throw Refused(facts, actor, "may not set the notifications of others");

        // A user who comes back gets at most the access that they had before. A user whom the acting user adds gets at most the
        // access of the acting user.
        var most = earlier?.Participant.Access ?? ParticipantAccess.ReadWrite;
        if (!isSelf)
            most = Lesser(most, facts.Participant(actor.UserId)!.Access);

        if (patch?.Access is { } wanted && wanted != Lesser(wanted, most))
            throw Refused(facts, actor, "may not give more access than the participant had before, or than their own");

        return write with { Access = Lesser(write.Access, most), History = JoinHistory(facts, actor, write, patch, context) };
    }

    /// <summary>
    /// Returns what a user who joins sees: at most what they saw before, and at most what the acting user sees. Otherwise a user could
    /// read what is hidden from them by leaving and returning, or with a second account.
    /// </summary>
    private static HistoryStart? JoinHistory(
        ConversationFacts facts, ActingUser actor, ParticipantWrite write, ParticipantPatch? patch, in DecisionContext context)
    {
        var earlier = facts.Memberships.GetValueOrDefault(write.UserId);
        var isGiven = earlier is not null || patch?.IsAssigned(nameof(ParticipantPatch.History)) == true;
        var start = isGiven ? write.History ?? HistoryStart.Of(History.All) : HistoryStart.Of(context.JoinHistory);
        if (earlier is not null)
            start = HistoryStart.Later(start, new(earlier.Participant.VisibleFrom));
        if (facts.Participant(actor.UserId) is { } mine)
            start = HistoryStart.Later(start, new(mine.VisibleFrom));

        return ParticipantRules.Hiding(start);
    }

    private static ParticipantWrite Patching(ConversationFacts facts, ActingUser actor, ParticipantWrite write)
    {
        if (write.History is not null)
            throw Refused(facts, actor, "may not set the history of a participant");

        var (mine, theirs) = (facts.Participant(actor.UserId)!, facts.Participant(write.UserId)!);
        if (write.Access == theirs.Access)
            return write;

        if (!actor.Permissions.ManageConversations)
            throw Refused(facts, actor, "may not set access");

        if (Lesser(write.Access, mine.Access) != write.Access || Lesser(theirs.Access, mine.Access) != theirs.Access)
            throw Refused(facts, actor, "may not set access beyond their own");

        return write;
    }

    /// <summary>Returns the access that allows less.</summary>
    internal static ParticipantAccess Lesser(ParticipantAccess one, ParticipantAccess other) =>
        one == ParticipantAccess.Read ? one : other;

    private static ConversationAccessException Refused(ConversationFacts facts, ActingUser actor, string reason) =>
        new(facts.ConversationId, actor.UserId, reason);
}
