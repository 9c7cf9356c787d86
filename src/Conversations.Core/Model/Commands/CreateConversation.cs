using Conversations.Storage;

namespace Conversations;

/// <summary>Creates a conversation unless it exists; one that exists is left untouched.</summary>
public sealed record CreateConversation : ConversationCommand
{
    /// <summary>Gets what it is created with.</summary>
    public required ConversationDraft Draft { get; init; }

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        Draft.Settings.Check(context.Limits);
        Seating.CheckCount(Draft.Participants.Count, context);
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
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context) => facts.Exists ? null : Commit(context);

    /// <summary>Gives the commit that creates, for a conversation that does not exist.</summary>
    internal Commit Commit(in DecisionContext context) => new()
    {
        Change = new ConversationCreated
        {
            ConversationId = ConversationId,
            At = context.Now,
            Participants = [.. Draft.Participants.Select(participant => participant.UserId)],
        },
        Settings = Draft.Settings,
        Seats = [.. Draft.Participants.Select(one => new Seat(one.UserId, one.Access, one.Notify, Joins: true))],
    };
}
