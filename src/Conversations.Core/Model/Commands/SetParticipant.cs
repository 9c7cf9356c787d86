using Conversations.Storage;

namespace Conversations;

/// <summary>Adds a user to a conversation, or patches them where they take part already.</summary>
public sealed record SetParticipant : ConversationCommand
{
    /// <summary>Gets the user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Gets what is to change, as a copy; null = only that they take part.</summary>
    public ParticipantPatch? Patch { get; init => field = value?.Snapshot(); }

    /// <summary>Gets the settings version that the caller expects; null = any.</summary>
    public long? ExpectedSettingsVersion { get; init; }

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = WithActor(UserId) };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        UserId.Required();
        Seating.CheckEnums(Patch, "participant");
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        // Who joins does not take part yet, so the rights come before anything that tells what is there.
        var isJoining = facts.Exists && UserId == ActorId && !OneOnOneId.IsOneOnOneForm(ConversationId);
        if (!isJoining)
            Existing(facts);

        var seat = By is { } by ? UserSeating.For(facts, by, UserId, Patch) : Seating.For(facts, UserId, Patch);
        ExpectVersion(facts);
        if (seat is null)
            return null;

        Seating.CheckRoom(facts, seat.Joins ? 1 : 0, context);
        return new()
        {
            Change = seat.Joins
                ? new ParticipantAdded { ConversationId = ConversationId, At = context.Now, Actor = ActorId, UserId = UserId }
                : new ParticipantUpdated { ConversationId = ConversationId, At = context.Now, Actor = ActorId, UserId = UserId },
            Basis = new() { SettingsVersion = facts.SettingsVersion },
            Seats = [seat],
        };
    }

    /// <summary>Refuses where another version was expected; who does not take part yet is not told which one there is.</summary>
    private void ExpectVersion(ConversationFacts facts)
    {
        if (ExpectedSettingsVersion is { } expected && expected != facts.SettingsVersion)
            Existing(facts);

        Expect(ExpectedSettingsVersion, facts);
    }
}
