namespace Conversations.Decisions;

/// <summary>Stores a message: one that a user or the app sends, or an imported one.</summary>
public sealed class SendMessage : ConversationCommand
{
    private static readonly DateTimeOffset _earliestImport = DateTimeOffset.UnixEpoch;
    private static readonly TimeSpan _longestAhead = TimeSpan.FromDays(1);

    /// <summary>Gets the message.</summary>
    public required NewMessage Message { get; init; }

    /// <summary>Gets what an imported message does to the participants, or null if it does nothing to them.</summary>
    public ImportEffects? Import { get; init; }

    /// <inheritdoc/>
    public override FactsQuery Needs => NeedsWith(Message.ReplyTo is null ? null : Message.Id);

    private bool IsImport => Message.Origin == MessageOrigin.Import;

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        Message.Id.Required();
        ContentRules.CheckText(Message.Text, "text", context.Limits.MaxTextLength);
        CheckTime(context);
    }

    /// <summary>Throws if the time of an imported message is before 1970 or more than a day in the future.</summary>
    /// <summary>Returns the facts that are needed, with those of a message.</summary>
    internal FactsQuery NeedsWith(MessageId? message) => new()
    {
        ConversationId = ConversationId,
        Users = Message.SenderId is { } sender ? new[] { sender } : [],
        Message = message,
        ReplyTo = Message.ReplyTo,
    };

    internal void CheckTime(in DecisionContext context)
    {
        if (!HasValidTime(context))
        {
            throw Refusal.Of(
                "createdAt", "must be from 1970 to a day ahead of now", Message.ImportedAt < _earliestImport ? "is earlier" : "is later");
        }
    }

    /// <summary>Tells whether the message has no time of its own, or one from 1970 to a day ahead.</summary>
    internal bool HasValidTime(in DecisionContext context) =>
        Message.ImportedAt is not { } at || (at >= _earliestImport && at - context.Now <= _longestAhead);

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        CheckSender(facts);
        Require(Message.ReplyTo is null || Actor?.Permissions.Reply == true, "may not reply");

        // If the id is taken, the store returns the message that has it. So the answered message is not checked: a retry succeeds
        // even if that message was deleted since.
        if (facts.Message is null
            && Message.ReplyTo is { } replyTo
            && Existing(facts, facts.ReplyTo, replyTo, IsImport ? null : Message.SenderId).Type == MessageType.System
            && Message.SenderId is { } user)
        {
            throw new ConversationAccessException(ConversationId, user, "may not reply to a system message");
        }

        return Commit(context);
    }

    /// <inheritdoc/>
    public override Commit? DecideOptimistically(in DecisionContext context) => Message.ReplyTo is null ? Commit(context) : null;

    /// <summary>
    /// Decides what an id that is taken means: a retry gets the message that it sent before, everything else is a conflict.
    /// </summary>
    /// <param name="slot">What is stored under the id.</param>
    /// <returns>The message as it is now, or no message if it was deleted since.</returns>
    /// <exception cref="ArgumentNullException">The slot is null.</exception>
    /// <exception cref="MessageConflictException">The stored message has another sender or other content.</exception>
    public SendResult Retried(MessageSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return IsRetryOf(slot) ? new(slot.Message, Created: false) : throw new MessageConflictException(ConversationId, Message.Id);
    }

    /// <summary>Tells whether this message was sent before. Of a deleted message only the sender is known.</summary>
    internal bool IsRetryOf(MessageSlot slot) =>
        slot.SenderId == Message.SenderId && (slot.Message is null || slot.Hash == Message.Hash);

    /// <summary>Throws if the conversation does not exist, or the sender of the message may not send.</summary>
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
        Preconditions = IsImport ? default : new() { Participant = Message.SenderId, Access = ParticipantAccess.ReadWrite },
        Message = Message,
        Import = Import,
    };
}
