using Conversations.Storage;

namespace Conversations;

/// <summary>Who is to sit where: the rules for participants that several commands share.</summary>
internal static class Seating
{
    /// <summary>Gives the row to write for a user who is to take part; null = theirs is as wanted already.</summary>
    internal static Seat? For(ConversationFacts facts, UserId userId, ParticipantPatch? patch)
    {
        var current = facts.Participant(userId);
        var seat = new Seat(
            userId,
            patch?.AccessOr(current?.Access ?? default) ?? current?.Access ?? default,
            patch?.NotifyOr(current?.Notify ?? default) ?? current?.Notify ?? default,
            Joins: current is null);

        return current is not null && seat.Access == current.Access && seat.Notify == current.Notify ? null : seat;
    }

    /// <summary>Refuses what would create a conversation with nobody or with too many.</summary>
    internal static void CheckCount(int count, in DecisionContext context)
    {
        CheckLeast(count);
        CheckMost(count, context);
    }

    /// <summary>Refuses who joins a conversation that is full. Where nobody joins, one that grew under a higher limit is let be.</summary>
    internal static void CheckRoom(ConversationFacts facts, int joining, in DecisionContext context)
    {
        if (joining > 0)
            CheckMost(facts.ParticipantCount + joining, context);
    }

    /// <summary>Refuses what would leave a conversation with nobody.</summary>
    internal static void CheckLeast(int count)
    {
        if (count < 1)
        {
            throw Refusal.Of(
                "participants", "must be at least one", "would be none", "Name who takes part, or delete the conversation instead.");
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
                "Remove somebody first, or raise the limit in the options.");
        }
    }

    /// <summary>Refuses a value that is no member of its enum.</summary>
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
