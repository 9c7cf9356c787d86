using Conversations.Storage;

namespace Conversations;

/// <summary>Patches a conversation and who takes part in it; creates it where that is allowed.</summary>
public sealed record SetConversation : ConversationCommand
{
    /// <summary>Gets what is to change: a copy, which what is done to the patch later does not reach.</summary>
    public required ConversationPatch Patch { get; init => field = value?.Snapshot()!; }

    /// <summary>Gets whether a conversation that does not exist is created; else it is refused.</summary>
    public bool MayCreate { get; init; }

    /// <summary>Gets the settings version that the caller expects; null = any. 0 = it must not exist.</summary>
    public long? ExpectedSettingsVersion { get; init; }

    private IReadOnlyDictionary<UserId, ParticipantPatch?> Participants =>
        Patch.Participants ?? System.Collections.Immutable.ImmutableDictionary<UserId, ParticipantPatch?>.Empty;

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = WithActor([.. Participants.Keys]) };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        Patch.ApplyTo(ConversationSettings.Default).Check(context.Limits, By);
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
        if (MayCreate && (!facts.Exists || (By is { } by && facts.Participant(by.UserId) is null)))
            return Create(facts, context);

        Existing(facts);
        Require(By?.Permissions.ManageConversations == true, "may not edit the conversation");
        RequireWriting(facts);
        Expect(ExpectedSettingsVersion, facts);
        return Update(facts, context);
    }

    private Commit? Create(ConversationFacts facts, in DecisionContext context)
    {
        var settings = Patch.ApplyTo(ConversationSettings.Default);
        var create = new CreateConversation
        {
            ConversationId = ConversationId,
            By = By,
            Draft = new()
            {
                Subject = settings.Subject,
                PhotoUrl = settings.PhotoUrl,
                WelcomeMessages = settings.WelcomeMessages,
                Custom = settings.Custom,
                Participants = [.. Participants.Select(pair => DraftOf(pair.Key, pair.Value))],
            },
        };
        create.Check(context);
        var commit = create.Decide(facts, context);
        Expect(ExpectedSettingsVersion, facts with { SettingsVersion = 0 });
        return commit;
    }

    private static ParticipantDraft DraftOf(UserId userId, ParticipantPatch? patch) =>
        new(userId) { Access = patch?.Access ?? default, Notify = patch?.Notify ?? default };

    private Commit? Update(ConversationFacts facts, in DecisionContext context)
    {
        var settings = Patch.ApplyTo(Existing(facts));
        var seats = Seats(facts);
        Seating.CheckRoom(facts, seats.Count(seat => seat.Joins), context);
        var isSame = settings.Equals(facts.Settings);
        if (isSame && seats.Count == 0)
            return null;

        return new()
        {
            Change = new ConversationUpdated { ConversationId = ConversationId, At = context.Now, Actor = ActorId, Participants = [.. seats.Select(seat => seat.UserId)] },
            Basis = new() { SettingsVersion = facts.SettingsVersion },
            Settings = isSame ? null : settings,
            Seats = seats,
        };
    }

    private List<Seat> Seats(ConversationFacts facts) =>
        [.. Participants.Select(pair => SeatOf(facts, pair.Key, pair.Value)).OfType<Seat>()];

    private Seat? SeatOf(ConversationFacts facts, UserId userId, ParticipantPatch? patch) =>
        By is { } by ? UserSeating.For(facts, by, userId, patch) : Seating.For(facts, userId, patch);
}
