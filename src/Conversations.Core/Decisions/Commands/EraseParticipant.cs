namespace Conversations.Decisions;

/// <summary>Ends the participation of an erased user. If no other user takes part, the conversation is deleted.</summary>
internal sealed class EraseParticipant : ConversationCommand
{
    public required UserId UserId { get; init; }

    internal override bool IsContended => true;

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = new[] { UserId } };

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        Existing(facts);
        if (facts.Participant(UserId) is null)
            return null;

        // A user may join after the facts were read, which raises the settings version. The precondition then fails, so the conversation is
        // deleted only if no other user takes part.
        return new()
        {
            Change = facts.ParticipantCount == 1
                ? new ConversationDeleted { ConversationId = ConversationId, At = context.Now }
                : new ParticipantRemoved { ConversationId = ConversationId, At = context.Now, UserId = UserId },
            Preconditions = new() { SettingsVersion = facts.SettingsVersion },
        };
    }
}
