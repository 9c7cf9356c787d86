namespace Conversations.Decisions;

/// <summary>Adds a user's reaction to a message, or removes it.</summary>
public sealed class SetReaction : ConversationCommand
{
    /// <summary>Gets the message.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>Gets the user who reacts.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Gets the emoji: one Unicode emoji, or <c>:name:</c>; at most 50 characters (UTF-16 units), colons included.</summary>
    public required string Emoji { get; init; }

    /// <summary>Gets whether the reaction is added. If false, it is removed.</summary>
    public required bool IsThere { get; init; }

    internal override bool IsContended => true;

    internal override MessageId Contended => MessageId;

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = new[] { UserId }, Message = MessageId, Reactor = UserId };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        MessageId.Required();
        UserId.Required();
        ContentRules.CheckEmoji(Emoji);
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        Existing(facts);
        Require(UserId == ActorId, "may react for themselves only");
        Require(Actor?.Permissions.React == true, "may not react");

        // The app may remove a reaction to a message that the user no longer sees, but cannot add one.
        var message = Existing(facts, facts.Message, MessageId, IsThere ? UserId : ActorId);

        // Emoji that look the same are one reaction, in the spelling that was sent first. A message of an earlier version can have
        // several spellings: the user's own one counts then.
        var reaction = message.Reactions.Where(one => EmojiSequence.LookSame(one.Emoji, Emoji)).OrderByDescending(one => one.ByViewer).FirstOrDefault();
        if (!IsThere)
            return reaction is { ByViewer: true } ? Remove(facts, reaction.Emoji, context) : null;

        var participant = facts.Participant(UserId) ?? throw new ConversationAccessException(ConversationId, UserId, "does not take part");
        if (message.Type == MessageType.System)
            throw new ConversationAccessException(ConversationId, UserId, "may not react to a system message");

        if (reaction is null && message.Reactions.Count >= context.Limits.MaxReactions)
        {
            throw Refusal.Of(
                "reactions", $"must be at most {context.Limits.MaxReactions} different emoji", $"would be {message.Reactions.Count + 1}");
        }

        return reaction switch
        {
            { ByViewer: true } => null,
            { Emoji: var sentFirst } => Add(participant, sentFirst, new() { Emoji = sentFirst }, context),
            null => Add(participant, Emoji, new() { EmojiCount = message.Reactions.Count, AbsentEmoji = EmojiSequence.OtherSpellings(Emoji) }, context),
        };
    }

    private Commit Add(Participant participant, string emoji, in Preconditions preconditions, in DecisionContext context) => new()
    {
        Change = new ReactionAdded { ConversationId = ConversationId, At = context.Now, Actor = ActorId, MessageId = MessageId, UserId = UserId, Emoji = emoji },
        Preconditions = preconditions with { Participant = UserId, Access = participant.Access },
    };

    private Commit Remove(ConversationFacts facts, string emoji, in DecisionContext context) => new()
    {
        Change = new ReactionRemoved { ConversationId = ConversationId, At = context.Now, Actor = ActorId, MessageId = MessageId, UserId = UserId, Emoji = emoji },
        Preconditions = PreconditionsOf(facts),
    };
}
