using Conversations.Storage;

namespace Conversations;

/// <summary>Ends the participation of a user who is erased; the last one out deletes the conversation.</summary>
internal sealed record EraseParticipant : ConversationCommand
{
    public required UserId UserId { get; init; }

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = [UserId] };

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        Existing(facts);
        if (facts.Participant(UserId) is null)
            return null;

        // Who joins in between alters the settings version, so a conversation is deleted only while nobody else takes part.
        return new()
        {
            Change = facts.ParticipantCount == 1
                ? new ConversationDeleted { ConversationId = ConversationId, At = context.Now }
                : new ParticipantRemoved { ConversationId = ConversationId, At = context.Now, UserId = UserId },
            Basis = new() { SettingsVersion = facts.SettingsVersion },
        };
    }
}
