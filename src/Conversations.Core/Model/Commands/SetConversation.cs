using Conversations.Storage;

namespace Conversations;

/// <summary>Patches a conversation and who takes part in it; creates it where that is allowed.</summary>
public sealed record SetConversation : ConversationCommand
{
    /// <summary>Gets what is to change.</summary>
    public required ConversationPatch Patch { get; init; }

    /// <summary>Gets whether a conversation that does not exist is created; else it is refused.</summary>
    public bool MayCreate { get; init; }

    /// <summary>Gets the settings version that the caller expects; null = any. 0 = it must not exist.</summary>
    public long? ExpectedSettingsVersion { get; init; }

    private IReadOnlyDictionary<UserId, ParticipantPatch?> Participants =>
        Patch.Participants ?? System.Collections.Immutable.ImmutableDictionary<UserId, ParticipantPatch?>.Empty;

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = [.. Participants.Keys] };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        Patch.ApplyTo(ConversationSettings.Default).Check(context.Limits);
        if (Participants.Count > 0)
            Seating.CheckCount(Participants.Count, context);

        foreach (var (userId, patch) in Participants)
        {
            userId.Required();
            Seating.CheckEnums(patch, "participants");
        }
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        if (!facts.Exists && !MayCreate)
            throw new ConversationNotFoundException(ConversationId);

        Expect(ExpectedSettingsVersion, facts.Exists ? facts : facts with { SettingsVersion = 0 });
        return facts.Exists ? Update(facts, context) : Create(context);
    }

    private Commit Create(in DecisionContext context)
    {
        Seating.CheckCount(Participants.Count, context);
        return new()
        {
            Change = new ConversationCreated { ConversationId = ConversationId, At = context.Now, Participants = [.. Participants.Keys] },
            Settings = Patch.ApplyTo(ConversationSettings.Default),
            Seats = Seats(new() { ConversationId = ConversationId }),
        };
    }

    private Commit? Update(ConversationFacts facts, in DecisionContext context)
    {
        var settings = Patch.ApplyTo(Existing(facts));
        var seats = Seats(facts);
        Seating.CheckCount(facts.ParticipantCount + seats.Count(seat => seat.Joins), context);
        var isSame = settings.Equals(facts.Settings);
        if (isSame && seats.Count == 0)
            return null;

        return new()
        {
            Change = new ConversationUpdated { ConversationId = ConversationId, At = context.Now, Participants = [.. seats.Select(seat => seat.UserId)] },
            Basis = new() { SettingsVersion = facts.SettingsVersion },
            Settings = isSame ? null : settings,
            Seats = seats,
        };
    }

    private List<Seat> Seats(ConversationFacts facts) =>
        [.. Participants.Select(pair => Seating.For(facts, pair.Key, pair.Value)).OfType<Seat>()];
}
