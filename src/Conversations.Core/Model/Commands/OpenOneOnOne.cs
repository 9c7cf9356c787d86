using Conversations.Storage;

namespace Conversations;

/// <summary>Creates the conversation of two users, or adds whichever of them is missing where it exists.</summary>
public sealed record OpenOneOnOne : ConversationCommand
{
    /// <summary>Gets the one user.</summary>
    public required UserId A { get; init; }

    /// <summary>Gets the other user, who may be the same.</summary>
    public required UserId B { get; init; }

    /// <summary>Gets the attributes that it is created with; not used where it exists.</summary>
    public ConversationSettings Settings { get; init; } = ConversationSettings.Default;

    private UserId[] Users => A == B ? [A] : [A, B];

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId, Users = Users };

    /// <inheritdoc/>
    public override void Check(in DecisionContext context)
    {
        base.Check(context);
        A.Required();
        B.Required();
        Settings.Check(context.Limits);
    }

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        Seat[] seats = [.. Users.Select(user => facts.Participant(user) is null ? Seating.For(facts, user, null) : null).OfType<Seat>()];
        if (!facts.Exists)
        {
            return new()
            {
                Change = new ConversationCreated { ConversationId = ConversationId, At = context.Now, Participants = Users },
                Settings = Settings,
                Seats = seats,
            };
        }

        Seating.CheckCount(facts.ParticipantCount + seats.Length, context);
        return seats switch
        {
            [] => null,
            [var seat] => Add(facts, seats, new ParticipantAdded { ConversationId = ConversationId, At = context.Now, UserId = seat.UserId }),
            _ => Add(facts, seats, new ConversationUpdated { ConversationId = ConversationId, At = context.Now, Participants = Users }),
        };
    }

    private static Commit Add(ConversationFacts facts, Seat[] seats, Change change) =>
        new() { Change = change, Basis = new() { SettingsVersion = facts.SettingsVersion }, Seats = seats };
}
