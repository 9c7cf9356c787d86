using Conversations.Storage;

namespace Conversations;

/// <summary>Ends a user's participation; the membership stays on record.</summary>
public sealed record RemoveParticipant : ConversationCommand
{
    /// <summary>Gets the user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Gets the settings version that the caller expects; null = any.</summary>
    public long? ExpectedSettingsVersion { get; init; }

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = [UserId] };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        UserId.Required();
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        Existing(facts);
        Expect(ExpectedSettingsVersion, facts);
        if (facts.Participant(UserId) is null)
            return null;

        Seating.CheckCount(facts.ParticipantCount - 1, context);
        return new()
        {
            Change = new ParticipantRemoved { ConversationId = ConversationId, At = context.Now, UserId = UserId },
            Basis = new() { SettingsVersion = facts.SettingsVersion },
        };
    }
}
