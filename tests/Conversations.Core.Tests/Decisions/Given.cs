using Conversations.Decisions;

namespace Conversations.Tests.Decisions;

/// <summary>
/// The facts of one conversation: Ann may write, Bob may only read, Cy was removed by the app, Dee left when they could only read and
/// saw the messages from the third on, and Eve never took part. Each property makes new values, so that no test sees those of another.
/// </summary>
internal static class Given
{
    internal static ConversationId Id => new("room");

    /// <summary>Gets an id that has the form of a 1-on-1 id.</summary>
    internal static ConversationId PairId => new("0123456789abcdef0123");

    internal static UserId Ann => new("ann");

    internal static UserId Bob => new("bob");

    internal static UserId Cy => new("cy");

    internal static UserId Dee => new("dee");

    internal static UserId Eve => new("eve");

    internal static DateTimeOffset Now => new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    internal static DecisionContext Context => new(Now, ConversationLimits.Default);

    /// <summary>Gets the facts of a conversation that never existed.</summary>
    internal static ConversationFacts Nothing => new() { ConversationId = Id };

    /// <summary>Gets the facts of the conversation. A message is not among them.</summary>
    internal static ConversationFacts Facts => new()
    {
        ConversationId = Id,
        Settings = new() { Subject = "House" },
        SettingsVersion = 3,
        ParticipantCount = 2,
        LastSequence = 4,
        Memberships = new Dictionary<UserId, Membership>
        {
            [Ann] = new(Participant(Ann)),
            [Bob] = new(Participant(Bob) with { Access = ParticipantAccess.Read, Notify = NotifySetting.None }),
            [Cy] = new(Participant(Cy), Now, endedByApp: true),
            [Dee] = new(Participant(Dee) with { Access = ParticipantAccess.Read, VisibleFrom = 3 }, Now),
        },
    };

    internal static Participant Participant(UserId user) => new() { UserId = user, JoinedAt = Now };

    internal static ConversationFacts With(this ConversationFacts facts, params Membership[] memberships)
    {
        var all = new Dictionary<UserId, Membership>(facts.Memberships);
        foreach (var membership in memberships)
            all[membership.Participant.UserId] = membership;

        return facts.With(one => one.Memberships, all);
    }

    /// <summary>Returns an acting user with the default permissions, or other ones.</summary>
    internal static ActingUser As(UserId user, UserPermissions? permissions = null) => new(user, permissions ?? new());

    internal static ActingUser Manager(UserId user) => new(user, new() { ManageConversations = true });

    internal static NewMessage Draft(string id, UserId? sender, MessageId? replyTo = null) => new()
    {
        Id = new(id),
        SenderId = sender,
        Text = $"text of {id}",
        ReplyTo = replyTo,
        Hash = ContentHash.Of($"text of {id}", CustomData.Empty, replyTo),
    };

    /// <summary>Returns a message that is stored.</summary>
    internal static MessageSlot Stored(string id, UserId? sender, long sequence = 2, params Reaction[] reactions)
    {
        var draft = Draft(id, sender);
        return new(sequence, sender, draft.Hash, draft.At(Id, sequence, Now) with { Reactions = reactions });
    }
}
