namespace Conversations.Decisions;

/// <summary>
/// Creates the 1-on-1 conversation of two users. If it exists, adds a user who is missing. An acting user without
/// <see cref="UserPermissions.ManageConversations"/> changes nothing, and must take part already.
/// </summary>
public sealed class OpenOneOnOne : ConversationCommand
{
    /// <summary>Gets the one user: the acting user, if a user acts.</summary>
    public required UserId A { get; init; }

    /// <summary>Gets the other user, who may be the same user.</summary>
    public required UserId B { get; init; }

    /// <summary>Gets a copy of the attributes of a new conversation. They are not used if the conversation exists.</summary>
    public ConversationSettings Settings { get; init => field = value is null ? value! : value with { }; } = ConversationSettings.Default;

    /// <summary>Gets whether a conversation that does not exist is created; true by default. If false, the command is refused.</summary>
    public bool MayCreate { get; init; } = true;

    /// <summary>
    /// Gets the id that errors name: the id with which the conversation is created, or null if it is <c>ConversationId</c>.
    /// </summary>
    internal ConversationId? NamedId { get; init; }

    private UserId[] Users => A == B ? [A] : [A, B];

    internal override bool IsContended => true;

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = Users };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        A.Required();
        B.Required();
        Settings.Check(context.Limits, allowsLinkLabels: Actor is null);
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        CheckRight(facts);
        if (Actor is { Permissions.ManageConversations: false })
            return null;

        ParticipantWrite[] writes = [.. Users.Select(user => ParticipantWriteFor(facts, user)).OfType<ParticipantWrite>()];
        if (!facts.Exists)
        {
            if (!MayCreate)
                throw new ConversationNotFoundException(ConversationId);

            return new()
            {
                Change = new ConversationCreated { ConversationId = ConversationId, At = context.Now, Actor = ActorId, Participants = Users },
                Settings = Settings,
                Participants = writes,
            };
        }

        ParticipantRules.CheckRoom(facts, writes.Length, context);
        return writes switch
        {
            [] => null,
            [var write] => Add(facts, writes, new ParticipantAdded { ConversationId = ConversationId, At = context.Now, Actor = ActorId, UserId = write.UserId }),
            _ => Add(facts, writes, new ConversationUpdated { ConversationId = ConversationId, At = context.Now, Actor = ActorId, Participants = Users }),
        };
    }

    /// <summary>
    /// Returns the row to write for a user who is missing, or null. An acting user cannot add a user again whom the app removed.
    /// </summary>
    private ParticipantWrite? ParticipantWriteFor(ConversationFacts facts, UserId user)
    {
        if (facts.Participant(user) is not null || (Actor is not null && facts.Memberships.GetValueOrDefault(user)?.EndedByApp == true))
            return null;

        var write = ParticipantRules.For(facts, user, null)! with { History = ParticipantRules.Hiding(HistoryOf(facts, user)) };
        if (Actor is not { } actor)
            return write;

        return write with
        {
            Access = SessionParticipantRules.Lesser(AccessOf(facts, user), AccessOf(facts, actor.UserId)),
            History = ParticipantRules.Hiding(HistoryStart.Later(HistoryOf(facts, user), HistoryOf(facts, actor.UserId))),
        };
    }

    /// <summary>
    /// Returns what a user sees of the past: what they see or saw at the end. The place of a user who never took part was that of an
    /// erased user whose id is in use again, so the new user sees nothing of what was written before.
    /// </summary>
    private static HistoryStart HistoryOf(ConversationFacts facts, UserId user) =>
        facts.Memberships.GetValueOrDefault(user) is { } membership ? new(membership.Participant.VisibleFrom)
        : HistoryStart.Of(facts.Exists ? History.SinceJoin : History.All);

    /// <summary>Returns the access that a user has or had at the end; read and write for a user who never took part.</summary>
    private static ParticipantAccess AccessOf(ConversationFacts facts, UserId user) =>
        facts.Memberships.GetValueOrDefault(user)?.Participant.Access ?? ParticipantAccess.ReadWrite;

    private void CheckRight(ConversationFacts facts)
    {
        if (Actor is not { } actor || facts.Participant(actor.UserId) is not null)
            return;

        // A user must not learn whether the conversation exists without them. So the error is the same in both cases.
        if (!actor.Permissions.ManageConversations || facts.Memberships.GetValueOrDefault(actor.UserId)?.EndedByApp == true)
            throw new ConversationAccessException(NamedId ?? ConversationId, actor.UserId, "may not open a conversation");
    }

    private static Commit Add(ConversationFacts facts, ParticipantWrite[] writes, Change change) =>
        new() { Change = change, Preconditions = new() { SettingsVersion = facts.SettingsVersion }, Participants = writes };
}
