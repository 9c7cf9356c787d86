using Conversations.Storage;

namespace Conversations;

/// <summary>Deletes a message's text for good; a tombstone keeps its id and its sequence.</summary>
public sealed record DeleteMessage : ConversationCommand
{
    /// <summary>Gets the message.</summary>
    public required MessageId MessageId { get; init; }

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = WithActor(), Message = MessageId };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        MessageId.Required();
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        Existing(facts);
        var message = Existing(facts.Message, MessageId);
        Require(message.SenderId == ActorId, "may delete their own messages only");
        Require(By?.Permissions.DeleteOwnMessages == true, "may not delete messages");
        RequireWriting(facts);
        return new()
        {
            Change = new MessageDeleted { ConversationId = ConversationId, At = context.Now, Actor = ActorId, MessageId = MessageId },
            Basis = Relying(facts),
        };
    }
}
