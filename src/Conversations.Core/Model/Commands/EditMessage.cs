using Conversations.Storage;

namespace Conversations;

/// <summary>Changes a message's text or custom data.</summary>
public sealed record EditMessage : ConversationCommand
{
    /// <summary>Gets the message.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>Gets what is to change: a copy, which what is done to the patch later does not reach.</summary>
    public required MessagePatch Patch { get; init => field = value?.Snapshot()!; }

    /// <summary>Gets the revision that the caller expects; null = any.</summary>
    public int? ExpectedRevision { get; init; }

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = WithActor(), Message = MessageId };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        MessageId.Required();
        Patch.Check(context.Limits, By);
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        Existing(facts);
        var message = Existing(facts.Message, MessageId);
        Require(message.SenderId == ActorId, "may edit their own messages only");
        Require(By?.Permissions.EditOwnMessages == true, "may not edit messages");
        RequireWriting(facts);
        if (ExpectedRevision is { } expected && expected != message.Revision)
            throw new ConversationConflictException(ConversationId, MessageId, expected, message.Revision);

        var content = Patch.ApplyTo(message);
        if (content.Text == message.Text && content.Custom.Equals(message.Custom))
            return null;

        return new()
        {
            Change = new MessageEdited { ConversationId = ConversationId, At = context.Now, Actor = ActorId, MessageId = MessageId, Revision = message.Revision + 1 },
            Basis = Relying(facts) with { Revision = message.Revision },
            Content = content,
        };
    }
}
