using Conversations.Storage;

namespace Conversations;

/// <summary>Creates a conversation unless it exists; one that exists is left untouched.</summary>
public sealed record CreateConversation : ConversationCommand
{
    /// <summary>Gets what it is created with; a user who creates takes part in any case.</summary>
    public required ConversationDraft Draft { get; init; }

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = WithActor() };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        Draft.Settings.Check(context.Limits, By);
        Seating.CheckCount(Participants.Count, context);
        var seen = new HashSet<UserId>();
        for (var i = 0; i < Draft.Participants.Count; i++)
        {
            if (Draft.Participants[i] is not { } participant)
                throw Refusal.Of($"participants[{i}]", "must be a participant", "is null");

            if (!seen.Add(participant.UserId.Required()))
                throw Refusal.Of("participants", "must name each user once", "names one twice");

            Seating.CheckEnums(participant.Access, participant.Notify, "participants");
        }
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        if (facts.Exists && (By is null || facts.Participant(By.UserId) is not null))
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
            Seats = [.. Participants.Select(one => new Seat(one.UserId, one.Access, one.Notify, Joins: true))],
        };
    }

    private IReadOnlyList<ParticipantDraft> Participants =>
        ActorId is { } actor && !Draft.Participants.Any(one => one.UserId == actor)
            ? [new(actor), .. Draft.Participants]
            : Draft.Participants;

    private void CheckRight(ConversationFacts facts)
    {
        if (By is not { } by)
            return;

        // The same answer where the id is of the reserved form as where others talk under it.
        Require(by.Permissions.ManageConversations, "may not create conversations");
        Require(!facts.Exists && !OneOnOneId.IsOneOnOneForm(ConversationId), "may not create a conversation with this id");
        var mine = Participants.First(one => one.UserId == by.UserId);
        foreach (var other in Participants.Where(one => one.UserId != by.UserId))
        {
            Require(UserSeating.Lesser(other.Access, mine.Access) == other.Access, "may not give more access than their own");
            Require(other.Notify == NotifySetting.All, "may not set the notifications of others");
        }
    }
}
