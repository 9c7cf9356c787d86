namespace Conversations.Decisions;

/// <summary>Patches a conversation and its participants. Creates the conversation if <see cref="MayCreate"/> is true.</summary>
public sealed class SetConversation : ConversationCommand
{
    /// <summary>Gets a copy of the changes. Later changes of the patch itself have no effect.</summary>
    public required ConversationPatch Patch { get; init => field = value?.Snapshot()!; }

    /// <summary>
    /// Gets whether a conversation that does not exist is created. If false, which is the default, the command is refused.
    /// </summary>
    public bool MayCreate { get; init; }

    /// <summary>
    /// Gets the settings version that the caller expects, 0 if the conversation must not exist, or null if the caller accepts any.
    /// </summary>
    public long? ExpectedSettingsVersion { get; init; }

    private IReadOnlyDictionary<UserId, ParticipantPatch?> Participants =>
        Patch.Participants ?? System.Collections.Immutable.ImmutableDictionary<UserId, ParticipantPatch?>.Empty;

    internal override bool IsContended => true;

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = WithActor([.. Participants.Keys]) };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        Patch.ApplyTo(ConversationSettings.Default).Check(context.Limits, allowsLinkLabels: Actor is null);
        if (Participants.Count > 0)
            ParticipantRules.CheckCount(Participants.Count, context);

        foreach (var (userId, patch) in Participants)
        {
            userId.Required();
            ParticipantRules.CheckEnums(patch, "participants");
        }
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        if (MayCreate && (!facts.Exists || (Actor is { } actor && facts.Participant(actor.UserId) is null)))
            return Create(facts, context);

        Existing(facts);
        Require(Actor?.Permissions.ManageConversations == true, "may not edit the conversation");
        RequireWriting(facts);
        Expect(ExpectedSettingsVersion, facts.SettingsVersion);
        return Update(facts, context);
    }

    private Commit? Create(ConversationFacts facts, in DecisionContext context)
    {
        var settings = Patch.ApplyTo(ConversationSettings.Default);
        var create = new CreateConversation
        {
            ConversationId = ConversationId,
            Actor = Actor,
            Draft = ConversationDraft.Of(settings, [.. Participants.Select(pair => DraftOf(pair.Key, pair.Value))]),
        };
        create.Check(context);
        var commit = create.Decide(facts, context);
        Expect(ExpectedSettingsVersion, 0);
        return commit;
    }

    private static ParticipantDraft DraftOf(UserId userId, ParticipantPatch? patch) =>
        new(userId) { Access = patch?.Access ?? default, Notify = patch?.Notify ?? default, History = patch?.History };

    private Commit? Update(ConversationFacts facts, in DecisionContext context)
    {
        var settings = Patch.ApplyTo(Existing(facts));
        var writes = ParticipantWrites(facts, context);
        ParticipantRules.CheckRoom(facts, writes.Count(write => write.Joins), context);
        var isSame = settings.Equals(facts.Settings);
        if (isSame && writes.Count == 0)
            return null;

        // Others must not learn of somebody's notification setting.
        List<UserId> named = [];
        foreach (var write in writes)
        {
            if (!write.IsNotifyOnly(facts))
                named.Add(write.UserId);
        }

        return new()
        {
            Change = new ConversationUpdated { ConversationId = ConversationId, At = context.Now, Actor = ActorId, Participants = named },
            Preconditions = new() { SettingsVersion = facts.SettingsVersion },
            Settings = isSame ? null : settings,
            Participants = writes,
        };
    }

    private List<ParticipantWrite> ParticipantWrites(ConversationFacts facts, in DecisionContext context)
    {
        var writes = new List<ParticipantWrite>();
        foreach (var (userId, patch) in Participants)
        {
            if (ParticipantWriteFor(facts, userId, patch, context) is { } write)
                writes.Add(write);
        }

        return writes;
    }

    private ParticipantWrite? ParticipantWriteFor(ConversationFacts facts, UserId userId, ParticipantPatch? patch, in DecisionContext context) =>
        Actor is { } actor ? SessionParticipantRules.For(facts, actor, userId, patch, context) : ParticipantRules.For(facts, userId, patch);
}
