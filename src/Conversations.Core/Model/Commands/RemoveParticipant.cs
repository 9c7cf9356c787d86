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
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = WithActor(UserId) };

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
        CheckRight(facts);
        if (facts.Participant(UserId) is null)
            return null;

        Seating.CheckLeast(facts.ParticipantCount - 1);
        return new()
        {
            Change = new ParticipantRemoved { ConversationId = ConversationId, At = context.Now, Actor = ActorId, UserId = UserId },
            Basis = new() { SettingsVersion = facts.SettingsVersion },
        };
    }

    private void CheckRight(ConversationFacts facts)
    {
        if (By is not { } by)
            return;

        if (UserId == by.UserId)
        {
            Require(by.Permissions.Leave || by.Permissions.ManageConversations, "may not leave");
            return;
        }

        Require(by.Permissions.ManageConversations, "may not remove participants");
        var (mine, theirs) = (facts.Participant(by.UserId)!.Access, facts.Participant(UserId)?.Access);
        Require(theirs is not { } access || UserSeating.Lesser(access, mine) == access, "may not remove whoever has more access");
    }
}
