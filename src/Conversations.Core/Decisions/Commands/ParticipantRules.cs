namespace Conversations.Decisions;

/// <summary>The rules for participants that several commands share.</summary>
internal static class ParticipantRules
{
    /// <summary>Returns the row to write for a user who is to take part, or null if the row is already as wanted.</summary>
    internal static ParticipantWrite? For(ConversationFacts facts, UserId userId, ParticipantPatch? patch)
    {
        var current = facts.Participant(userId);
        var write = new ParticipantWrite(
            userId,
            patch?.AccessOr(current?.Access ?? default) ?? current?.Access ?? default,
            patch?.NotifyOr(current?.Notify ?? default) ?? current?.Notify ?? default,
            Joins: current is null)
        {
            History = current is null ? JoinHistory(facts, userId, patch) : NewHistory(facts, current, patch),
        };

        return current is not null && write.Access == current.Access && write.Notify == current.Notify && write.History is null ? null : write;
    }

    /// <summary>
    /// Returns what a user who joins sees: what the patch says, or else what the user saw at the end of an earlier participation, or
    /// else everything.
    /// </summary>
    private static HistoryStart? JoinHistory(ConversationFacts facts, UserId userId, ParticipantPatch? patch)
    {
        if (patch?.IsAssigned(nameof(ParticipantPatch.History)) == true)
            return Hiding(HistoryStart.Of(patch.History));

        return facts.Memberships.GetValueOrDefault(userId) is { } earlier ? Hiding(new(earlier.Participant.VisibleFrom)) : null;
    }

    /// <summary>Returns what a participant sees after the patch, or null if it is what they see already.</summary>
    private static HistoryStart? NewHistory(ConversationFacts facts, Participant current, ParticipantPatch? patch)
    {
        if (patch?.IsAssigned(nameof(ParticipantPatch.History)) != true)
            return null;

        var wanted = HistoryStart.Of(patch.History);
        return wanted.Resolve(facts.LastSequence) == current.VisibleFrom ? null : wanted;
    }

    /// <summary>Returns a start for the row of a user who joins: null if it hides nothing.</summary>
    internal static HistoryStart? Hiding(HistoryStart start) => start.IsAll ? null : start;

    /// <summary>Throws if the number of participants is less than 1 or more than <see cref="ConversationLimits.MaxParticipants"/>.</summary>
    internal static void CheckCount(int count, in DecisionContext context)
    {
        CheckLeast(count);
        CheckMost(count, context);
    }

    /// <summary>
    /// Throws if joining would exceed <see cref="ConversationLimits.MaxParticipants"/>. A conversation above a limit that was
    /// lowered later stays valid while nobody joins.
    /// </summary>
    internal static void CheckRoom(ConversationFacts facts, int joining, in DecisionContext context)
    {
        if (joining > 0)
            CheckMost(facts.ParticipantCount + joining, context);
    }

    /// <summary>Throws if a conversation would have no participants.</summary>
    internal static void CheckLeast(int count)
    {
        if (count < 1)
        {
            throw Refusal.Of(
                "participants", "must be at least one", "would be none", "Name at least one participant, or delete the conversation instead.");
        }
    }

    private static void CheckMost(int count, in DecisionContext context)
    {
        if (count > context.Limits.MaxParticipants)
        {
            throw Refusal.Of(
                "participants",
                $"must be at most {Refusal.Number(context.Limits.MaxParticipants)}",
                $"would be {Refusal.Number(count)}",
                "Remove a participant first, or raise MaxParticipants in the options.");
        }
    }

    /// <summary>Throws if a value is not defined in its enum.</summary>
    internal static void CheckEnums(ParticipantAccess access, NotifySetting notify, string field)
    {
        if (!Enum.IsDefined(access))
            throw Refusal.Of($"{field}.access", "must be ReadWrite or Read", "is neither");
        if (!Enum.IsDefined(notify))
            throw Refusal.Of($"{field}.notify", "must be All, None or MentionsOnly", "is none of them");
    }

    internal static void CheckEnums(ParticipantPatch? patch, string field) =>
        CheckEnums(patch?.Access ?? default, patch?.Notify ?? default, field);
}
