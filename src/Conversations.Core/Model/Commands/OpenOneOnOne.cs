using Conversations.Storage;

namespace Conversations;

/// <summary>
/// Creates the conversation of two users, or adds whichever of them is missing where it exists. Who may not manage conversations finds the one
/// in which they take part as it is.
/// </summary>
public sealed record OpenOneOnOne : ConversationCommand
{
    /// <summary>Gets the one user; where a user acts, it is they.</summary>
    public required UserId A { get; init; }

    /// <summary>Gets the other user, who may be the same.</summary>
    public required UserId B { get; init; }

    /// <summary>Gets the attributes that it is created with; not used where it exists.</summary>
    public ConversationSettings Settings { get; init; } = ConversationSettings.Default;

    /// <summary>Gets whether a conversation that does not exist is created; else it is refused.</summary>
    public bool MayCreate { get; init; } = true;

    /// <summary>Gets the id that refusals name: the one to create it with, whichever it was found under; null = the same.</summary>
    internal ConversationId? NamedId { get; init; }

    private UserId[] Users => A == B ? [A] : [A, B];

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = Users };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        A.Required();
        B.Required();
        Settings.Check(context.Limits, By);
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        CheckRight(facts);
        if (By is { Permissions.ManageConversations: false })
            return null;

        Seat[] seats = [.. Users.Select(user => SeatOf(facts, user)).OfType<Seat>()];
        if (!facts.Exists)
        {
            if (!MayCreate)
                throw new ConversationNotFoundException(ConversationId);

            return new()
            {
                Change = new ConversationCreated { ConversationId = ConversationId, At = context.Now, Actor = ActorId, Participants = Users },
                Settings = Settings,
                Seats = seats,
            };
        }

        Seating.CheckRoom(facts, seats.Length, context);
        return seats switch
        {
            [] => null,
            [var seat] => Add(facts, seats, new ParticipantAdded { ConversationId = ConversationId, At = context.Now, Actor = ActorId, UserId = seat.UserId }),
            _ => Add(facts, seats, new ConversationUpdated { ConversationId = ConversationId, At = context.Now, Actor = ActorId, Participants = Users }),
        };
    }

    /// <summary>Gives the row to write for whoever is missing. A user who opens does not bring back whom the app removed.</summary>
    private Seat? SeatOf(ConversationFacts facts, UserId user)
    {
        if (facts.Participant(user) is not null || (By is not null && facts.Memberships.GetValueOrDefault(user)?.EndedByApp == true))
            return null;

        var seat = Seating.For(facts, user, null)!;
        return By is { } by ? seat with { Access = UserSeating.Lesser(AccessOf(facts, user), AccessOf(facts, by.UserId)) } : seat;
    }

    /// <summary>Gives the access that somebody has, or comes back with: what they had.</summary>
    private static ParticipantAccess AccessOf(ConversationFacts facts, UserId user) =>
        facts.Memberships.GetValueOrDefault(user)?.Participant.Access ?? ParticipantAccess.ReadWrite;

    private void CheckRight(ConversationFacts facts)
    {
        if (By is not { } by || facts.Participant(by.UserId) is not null)
            return;

        // The same answer where the conversation exists without them as where it does not.
        if (!by.Permissions.ManageConversations || facts.Memberships.GetValueOrDefault(by.UserId)?.EndedByApp == true)
            throw new ConversationAccessException(NamedId ?? ConversationId, by.UserId, "may not open a conversation");
    }

    private static Commit Add(ConversationFacts facts, Seat[] seats, Change change) =>
        new() { Change = change, Basis = new() { SettingsVersion = facts.SettingsVersion }, Seats = seats };
}
