using Conversations.Storage;

namespace Conversations;

/// <summary>Stores a message: a user's, the app's, or one from elsewhere.</summary>
public sealed record SendMessage : ConversationCommand
{
    private static readonly DateTimeOffset _earliestImport = DateTimeOffset.UnixEpoch;

    /// <summary>Gets the message.</summary>
    public required NewMessage Message { get; init; }

    /// <inheritdoc/>
    public override FactsQuery Needs => new()
    {
        ConversationId = ConversationId,
        Users = Message.SenderId is { } sender ? [sender] : [],
        Message = Message.ReplyTo is null ? null : Message.Id,
        ReplyTo = Message.ReplyTo,
    };

    private bool IsImport => Message.Origin == MessageOrigin.Import;

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        ContentRules.CheckText(Message.Text, "text", context.Limits.MaxTextLength);
        CheckTime(context);
    }

    /// <summary>Refuses an imported message of a time that it cannot have.</summary>
    internal void CheckTime(in DecisionContext context)
    {
        if (Message.ImportedAt is { } at && (at < _earliestImport || at > context.Now.AddDays(1)))
        {
            throw Refusal.Of(
                "createdAt", "must be from 1970 to a day ahead of now", at < _earliestImport ? "is earlier" : "is later");
        }
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        CheckSender(facts);
        Require(Message.ReplyTo is null || By?.Permissions.Reply == true, "may not reply");

        // Where the id is taken the store answers with what stands there: a retry is safe also once what it answers was deleted.
        if (facts.Message is null
            && Message.ReplyTo is { } replyTo
            && Existing(facts.ReplyTo, replyTo).Type == MessageType.System
            && Message.SenderId is { } user)
        {
            throw new ConversationAccessException(ConversationId, user, "may not reply to a system message");
        }

        return Commit(context);
    }

    /// <inheritdoc/>
    public override Commit? DecideUnseen(in DecisionContext context) => Message.ReplyTo is null ? Commit(context) : null;

    /// <summary>Answers where the id is taken: a retry gets what it sent before, everything else is a conflict.</summary>
    /// <param name="slot">What stands under the id.</param>
    /// <returns>The message as it is now; none where it was deleted since.</returns>
    /// <exception cref="MessageConflictException">The sender or the content is another.</exception>
    public SendResult Retried(MessageSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        var isRetry = slot.SenderId == Message.SenderId && (slot.Message is null || slot.Hash == Message.Hash);
        return isRetry ? new(slot.Message, Created: false) : throw new MessageConflictException(ConversationId, Message.Id);
    }

    /// <summary>Refuses where the conversation does not exist, or its sender may not send.</summary>
    internal void CheckSender(ConversationFacts facts)
    {
        Existing(facts);
        if (Message.SenderId is not { } sender || IsImport)
            return;

        if (facts.Participant(sender) is not { } participant)
            throw new ConversationAccessException(ConversationId, sender, "does not take part");
        if (participant.Access != ParticipantAccess.ReadWrite)
            throw new ConversationAccessException(ConversationId, sender, "may read but not send");
    }

    private Commit Commit(in DecisionContext context) => new()
    {
        Change = new MessageSent { ConversationId = ConversationId, At = context.Now, Actor = ActorId, MessageId = Message.Id },
        Basis = IsImport ? default : new() { Participant = Message.SenderId, Access = ParticipantAccess.ReadWrite },
        Message = Message,
    };
}
