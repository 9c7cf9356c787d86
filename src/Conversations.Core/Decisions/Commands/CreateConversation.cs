namespace Conversations.Decisions;

/// <summary>Creates a conversation if it does not exist. An existing conversation is not changed.</summary>
public sealed class CreateConversation : ConversationCommand
{
    /// <summary>
    /// Gets a copy of the attributes and participants of the new conversation. A user who creates it takes part, whether listed or
    /// not.
    /// </summary>
    public required ConversationDraft Draft { get; init => field = value?.Copy()!; }

    internal override bool IsContended => true;

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = WithActor() };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        Draft.Settings.Check(context.Limits, allowsLinkLabels: Actor is null);
        ParticipantRules.CheckCount(Participants.Count, context);
        var seen = new HashSet<UserId>();
        for (var i = 0; i < Draft.Participants.Count; i++)
        {
            if (Draft.Participants[i] is not { } participant)
                throw Refusal.Of($"participants[{i}]", "must be a participant", "is null");

            if (!seen.Add(participant.UserId.Required()))
                throw Refusal.Of("participants", "must name each user once", "names one twice");

            ParticipantRules.CheckEnums(participant.Access, participant.Notify, "participants");
        }
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        if (facts.Exists && (Actor is null || facts.Participant(Actor.UserId) is not null))
            return null;

        CheckRight(facts);
        return new()
        {
            Change = new ConversationCreated
            {
                ConversationId = ConversationId,
                At = context.Now,
                Actor = ActorId,
                Participants = [.. Participants.Select(participant => participant.UserId)],
            },
            Settings = Draft.Settings,
            Participants = [.. Participants.Select(WriteOf)],
        };
    }

    private ParticipantWrite WriteOf(ParticipantDraft participant)
    {
        // A conversation that is created has no messages, unless messages are imported later. A user who creates it gives nobody more
        // of the past than themselves.
        var start = HistoryStart.Of(participant.History);
        if (ActorId is { } actor)
            start = HistoryStart.Later(start, HistoryStart.Of(Participants.First(one => one.UserId == actor).History));

        return new(participant.UserId, participant.Access, participant.Notify, Joins: true) { History = ParticipantRules.Hiding(start) };
    }

    // A list from JSON can contain null, which Check refuses after it has counted the participants.
    private IReadOnlyList<ParticipantDraft> Participants =>
        ActorId is { } actor && !Draft.Participants.Any(one => one?.UserId == actor)
            ? [new(actor), .. Draft.Participants]
            : Draft.Participants;

    private void CheckRight(ConversationFacts facts)
    {
        if (Actor is not { } actor)
            return;

        // A user must not learn which conversations exist. So the error is the same whether others use the id or it has the
        // reserved 1-on-1 form.
        Require(actor.Permissions.ManageConversations, "may not create conversations");
        Require(!facts.Exists && !OneOnOneId.IsOneOnOneForm(ConversationId), "may not create a conversation with this id");
        var mine = Participants.First(one => one.UserId == actor.UserId);
        foreach (var other in Participants.Where(one => one.UserId != actor.UserId))
        {
            Require(SessionParticipantRules.Lesser(other.Access, mine.Access) == other.Access, "may not give more access than their own");
            Require(other.Notify == NotifySetting.All, "may not set the notifications of others");
        }
    }
}
