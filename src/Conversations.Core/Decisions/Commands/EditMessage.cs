namespace Conversations.Decisions;

/// <summary>Changes the text or the custom data of a message.</summary>
public sealed class EditMessage : ConversationCommand
{
    /// <summary>Gets the message.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>Gets a copy of the changes. Later changes of the patch itself have no effect.</summary>
    public required MessagePatch Patch { get; init => field = value?.Snapshot()!; }

    /// <summary>Gets the revision that the caller expects, or null if the caller accepts any.</summary>
    public int? ExpectedRevision { get; init; }

    internal override bool IsContended => true;

    internal override MessageId Contended => MessageId;

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = WithActor(), Message = MessageId };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        MessageId.Required();
        Patch.Check(context.Limits, allowsLinkLabels: Actor is null);
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        Existing(facts);
        var message = Existing(facts, facts.Message, MessageId, ActorId);
        Require(message.SenderId == ActorId, "may edit their own messages only");
        Require(Actor?.Permissions.EditOwnMessages == true, "may not edit messages");
        RequireWriting(facts);
        if (ExpectedRevision is { } expected && expected != message.Revision)
            throw new ConversationConflictException(ConversationId, MessageId, expected, message.Revision);

        var (text, custom) = Patch.ApplyTo(message);
        if (text == message.Text && custom.Equals(message.Custom))
            return null;

        return new()
        {
            Change = new MessageEdited { ConversationId = ConversationId, At = context.Now, Actor = ActorId, MessageId = MessageId, Revision = message.Revision + 1 },
            Preconditions = PreconditionsOf(facts) with { Revision = message.Revision },
            Content = new(text, custom),
        };
    }
}
