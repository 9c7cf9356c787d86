namespace Conversations.Decisions;

/// <summary>Deletes a message and its content permanently. Its id, sequence and sender remain.</summary>
public sealed class DeleteMessage : ConversationCommand
{
    /// <summary>Gets the message.</summary>
    public required MessageId MessageId { get; init; }

    internal override bool IsContended => true;

    internal override MessageId Contended => MessageId;

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
        var message = Existing(facts, facts.Message, MessageId, ActorId);
        Require(message.SenderId == ActorId, "may delete their own messages only");
        Require(Actor?.Permissions.DeleteOwnMessages == true, "may not delete messages");
        RequireWriting(facts);
        return new()
        {
            Change = new MessageDeleted { ConversationId = ConversationId, At = context.Now, Actor = ActorId, MessageId = MessageId },
            Preconditions = PreconditionsOf(facts),
        };
    }
}
