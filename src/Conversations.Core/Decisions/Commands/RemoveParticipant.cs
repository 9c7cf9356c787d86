namespace Conversations.Decisions;

/// <summary>Ends a user's participation. The membership stays on record as ended.</summary>
public sealed class RemoveParticipant : ConversationCommand
{
    /// <summary>Gets the user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Gets the settings version that the caller expects, or null if the caller accepts any.</summary>
    public long? ExpectedSettingsVersion { get; init; }

    internal override bool IsContended => true;

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
        Expect(ExpectedSettingsVersion, facts.SettingsVersion);
        CheckRight(facts);
        if (facts.Participant(UserId) is null)
            return null;

        ParticipantRules.CheckLeast(facts.ParticipantCount - 1);
        return new()
        {
            Change = new ParticipantRemoved { ConversationId = ConversationId, At = context.Now, Actor = ActorId, UserId = UserId },
            Preconditions = new() { SettingsVersion = facts.SettingsVersion },
        };
    }

    private void CheckRight(ConversationFacts facts)
    {
        if (Actor is not { } actor)
            return;

        if (UserId == actor.UserId)
        {
            Require(actor.Permissions.Leave || actor.Permissions.ManageConversations, "may not leave");
            return;
        }

        Require(actor.Permissions.ManageConversations, "may not remove participants");
        var (mine, theirs) = (facts.Participant(actor.UserId)!.Access, facts.Participant(UserId)?.Access);
        Require(theirs is not { } access || SessionParticipantRules.Lesser(access, mine) == access, "may not remove a participant with more access");
    }
}
