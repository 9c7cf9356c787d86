namespace Conversations.Storage;

/// <summary>Derives from the reactions of single users to one message what every store returns and keeps.</summary>
public static class Reactors
{
    /// <summary>Groups the reactions to a message by emoji, as <see cref="Message.Reactions"/> has them.</summary>
    /// <param name="reactors">The reactions, ordered by <see cref="Reactor.Version"/>.</param>
    /// <param name="viewer">The user to whom <see cref="Reaction.ByViewer"/> refers, or null if no user does.</param>
    /// <returns>One reaction for each emoji, in the order of the oldest reaction with it.</returns>
    public static IReadOnlyList<Reaction> ByEmoji(IEnumerable<Reactor> reactors, UserId? viewer) =>
    [
        .. reactors
            .GroupBy(reactor => reactor.Emoji)
            .Select(group => new Reaction(group.Key, group.Count(), group.Any(reactor => reactor.UserId == viewer))),
    ];

    /// <summary>Replaces a user in the reactions to a message. Of two reactions that become equal, the one with the lower version stays.</summary>
    /// <param name="reactors">The reactions, ordered by <see cref="Reactor.Version"/>.</param>
    /// <param name="userId">The user to replace.</param>
    /// <param name="replacement">The user who takes the place.</param>
    /// <param name="upTo">The version of the last reaction that is replaced.</param>
    /// <returns>The reactions that are left, in the same order.</returns>
    public static IReadOnlyList<Reactor> Replace(IEnumerable<Reactor> reactors, UserId userId, UserId replacement, long upTo) =>
    [
        .. reactors
            .Select(one => one.UserId == userId && one.Version <= upTo ? one with { UserId = replacement } : one)
            .DistinctBy(one => (one.UserId, one.Emoji)),
    ];
}
