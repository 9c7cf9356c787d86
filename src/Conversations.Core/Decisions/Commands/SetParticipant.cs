namespace Conversations.Decisions;

/// <summary>Adds a user to a conversation, or patches a user who takes part already.</summary>
public sealed class SetParticipant : ConversationCommand
{
    /// <summary>Gets the user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Gets a copy of the changes, or null if the user only has to take part.</summary>
    public ParticipantPatch? Patch { get; init => field = value?.Snapshot(); }

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
        ParticipantRules.CheckEnums(Patch, "participant");
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        // A user who joins does not take part yet and must learn nothing about the conversation. So the rights are checked before
        // anything else.
        var isJoining = facts.Exists && UserId == ActorId && !OneOnOneId.IsOneOnOneForm(ConversationId);
        if (!isJoining)
            Existing(facts);

        var write = Actor is { } actor ? SessionParticipantRules.For(facts, actor, UserId, Patch, context) : ParticipantRules.For(facts, UserId, Patch);
        ExpectVersion(facts);
        if (write is null)
            return null;

        ParticipantRules.CheckRoom(facts, write.Joins ? 1 : 0, context);
        return new()
        {
            Change = write.Joins
                ? new ParticipantAdded { ConversationId = ConversationId, At = context.Now, Actor = ActorId, UserId = UserId }
                : new ParticipantUpdated
                {
                    ConversationId = ConversationId, At = context.Now, Actor = ActorId, UserId = UserId, IsNotifyOnly = write.IsNotifyOnly(facts),
                },
            Preconditions = new() { SettingsVersion = facts.SettingsVersion },
            Participants = new[] { write },
        };
    }

    /// <summary>
    /// Throws if the caller expects another settings version. A user who does not take part yet does not learn the present version.
    /// </summary>
    private void ExpectVersion(ConversationFacts facts)
    {
        if (ExpectedSettingsVersion is { } expected && expected != facts.SettingsVersion)
            Existing(facts);

        Expect(ExpectedSettingsVersion, facts.SettingsVersion);
    }
}
