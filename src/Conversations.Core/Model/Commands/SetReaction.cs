using Conversations.Storage;

namespace Conversations;

/// <summary>Puts a user's reaction on a message, or takes it back.</summary>
public sealed record SetReaction : ConversationCommand
{
    /// <summary>Gets the message.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>Gets the user whose reaction it is.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Gets the emoji: one of Unicode's, or <c>:name:</c> up to 50 characters.</summary>
    public required string Emoji { get; init; }

    /// <summary>Gets whether the reaction is put there; else it is taken back.</summary>
    public required bool IsThere { get; init; }

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = [UserId], Message = MessageId, Reactor = UserId };

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
        Require(By?.Permissions.React == true, "may not react");
        var message = Existing(facts.Message, MessageId);
        var reaction = message.Reactions.FirstOrDefault(one => one.Emoji == Emoji);
        if (!IsThere)
            return reaction is { ByViewer: true } ? Remove(facts, context) : null;

        var participant = facts.Participant(UserId) ?? throw new ConversationAccessException(ConversationId, UserId, "does not take part");
        if (message.Type == MessageType.System)
            throw new ConversationAccessException(ConversationId, UserId, "may not react to a system message");

        if (reaction is null && message.Reactions.Count >= context.Limits.MaxReactions)
        {
            throw Refusal.Of(
                "reactions", $"must be at most {context.Limits.MaxReactions} different emoji", $"would be {message.Reactions.Count + 1}");
        }

        return reaction is { ByViewer: true } ? null : Add(participant, reaction is null ? new() { EmojiCount = message.Reactions.Count } : new() { Emoji = Emoji }, context);
    }

    private Commit Add(Participant participant, in Basis emoji, in DecisionContext context) => new()
    {
        Change = new ReactionAdded { ConversationId = ConversationId, At = context.Now, Actor = ActorId, MessageId = MessageId, UserId = UserId, Emoji = Emoji },
        Basis = emoji with { Participant = UserId, Access = participant.Access },
    };

    private Commit Remove(ConversationFacts facts, in DecisionContext context) => new()
    {
        Change = new ReactionRemoved { ConversationId = ConversationId, At = context.Now, Actor = ActorId, MessageId = MessageId, UserId = UserId, Emoji = Emoji },
        Basis = Relying(facts),
    };
}
