namespace Conversations.Decisions;

/// <content>Queries, which return the same as the reads of a store.</content>
public sealed partial record ConversationModel
{
    /// <summary>Returns the facts that a decision needs.</summary>
    /// <param name="query">The facts that are needed.</param>
    /// <returns>The facts.</returns>
    /// <exception cref="ArgumentNullException">The query is null.</exception>
    /// <exception cref="ArgumentException">The query is about another conversation.</exception>
    public ConversationFacts Facts(FactsQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        CheckIsOwn(query.ConversationId, nameof(query));
        return new()
        {
            ConversationId = Id,
            Settings = Settings,
            SettingsVersion = SettingsVersion,
            ParticipantCount = ParticipantCount,
            LastSequence = LastSequence,
            HidesHistory = query.HidesHistory && Memberships.Values.Any(membership => HidesHistory(membership.Participant)),
            Memberships = query.Users.Where(Memberships.ContainsKey).Distinct().ToDictionary(user => user, user => Memberships[user]),
            Message = Slot(query.Message, query.Reactor),
            ReplyTo = Slot(query.ReplyTo, query.Reactor),
        };
    }

    /// <summary>Returns the conversation with its last message, as the viewer sees both.</summary>
    /// <param name="viewer">The user who must take part, or null if the app reads.</param>
    /// <returns>The conversation, or null if it does not exist or the viewer does not take part.</returns>
    public Conversation? Conversation(UserId? viewer = null) => !IsSeenBy(viewer) ? null : new()
    {
        Id = Id,
        Subject = Settings!.Subject,
        PhotoUrl = Settings.PhotoUrl,
        WelcomeMessages = Settings.WelcomeMessages,
        Custom = Settings.Custom,
        CreatedAt = CreatedAt,
        ParticipantCount = ParticipantCount,
        LastMessage = VisibleTo(viewer).OrderBy(message => message.CreatedAt).ThenBy(message => message.Sequence).LastOrDefault() is { } last
            ? Complete(last, viewer)
            : null,
        MessageCount = VisibleTo(viewer).Count(),
        LastSequence = LastSequence,
        LastActivityAt = LastActivityAt,
        Version = Version,
        SettingsVersion = SettingsVersion,
    };

    /// <summary>Returns the participants: the latest joined first, then by user id.</summary>
    /// <param name="viewer">The user who must take part, or null if the app reads.</param>
    /// <returns>The participants, or null if the conversation does not exist or the viewer does not take part.</returns>
    public IReadOnlyList<Participant>? Participants(UserId? viewer = null) => !IsSeenBy(viewer) ? null :
    [
        .. Memberships.Values
            .Where(membership => membership.IsPresent)
            .Select(membership => membership.Participant)
            .OrderByDescending(participant => participant.JoinedAt)
            .ThenBy(participant => participant.UserId),
    ];

    /// <summary>Returns all messages that the viewer sees, by sequence.</summary>
    /// <param name="viewer">The user who must take part, or null if the app reads.</param>
    /// <returns>The messages, or null if the conversation does not exist or the viewer does not take part.</returns>
    public IReadOnlyList<Message>? ListMessages(UserId? viewer = null) =>
        !IsSeenBy(viewer) ? null : [.. VisibleTo(viewer).Select(message => Complete(message, viewer))];

    /// <summary>Returns the reactions to a message, in the order in which the users reacted.</summary>
    /// <param name="messageId">The message.</param>
    /// <param name="viewer">The user who must take part, or null if the app reads.</param>
    /// <returns>The reactors, or null if the message does not exist for the viewer or was deleted, or the viewer does not take part.</returns>
    public IReadOnlyList<Reactor>? Reactors(MessageId messageId, UserId? viewer = null) =>
        IsSeenBy(viewer) && Find(messageId, viewer) is { } message ? [.. ReactorsOf(message.Sequence)] : null;

    private bool HidesHistory(Participant participant) => participant.VisibleFrom > BeganAfter + 1;

    private int ParticipantCount => Memberships.Values.Count(membership => membership.IsPresent);

    private bool IsSeenBy(UserId? viewer) =>
        Settings is not null && (viewer is not { } user || (Memberships.TryGetValue(user, out var membership) && membership.IsPresent));

    private IEnumerable<Message> VisibleTo(UserId? viewer) => Messages.Values.Where(message => message.Sequence >= VisibleFrom(viewer));

    private long VisibleFrom(UserId? viewer) => viewer is { } user ? Memberships[user].Participant.VisibleFrom : 1;

    /// <summary>Returns a message that exists for the viewer, who must take part, or null.</summary>
    private Message? Find(MessageId id, UserId? viewer) =>
        Slots.TryGetValue(id, out var slot) && Messages.TryGetValue(slot.Sequence, out var message) && slot.Sequence >= VisibleFrom(viewer)
            ? message
            : null;

    private IEnumerable<Reactor> ReactorsOf(long sequence) =>
        Reactions.Where(one => one.Sequence == sequence).Select(one => one.Reactor).OrderBy(reactor => reactor.Version);

    /// <summary>Returns what is stored under an id, for a decision: with the reactions of a reactor, and with every message.</summary>
    private MessageSlot? Slot(MessageId? id, UserId? reactor) =>
        id is not { } messageId || !Slots.TryGetValue(messageId, out var slot) ? null
        : Find(messageId, null) is { } message ? slot.With(one => one.Message, Complete(message, Answered(message, null), reactor))
        : slot;

    /// <summary>Returns a message with its reactions and the message that it answers, if both exist for the viewer.</summary>
    private Message Complete(Message message, UserId? viewer) => Complete(message, Answered(message, viewer), viewer);

    private Message? Answered(Message message, UserId? viewer) => message.ReplyTo is { } replyTo ? Find(replyTo, viewer) : null;

    private Message Complete(Message message, Message? answered, UserId? viewer) =>
        WithReactions(message, viewer) with { RepliedTo = answered is null ? null : WithReactions(answered, viewer) };

    private Message WithReactions(Message message, UserId? viewer) => message with
    {
        Reactions =
        [
            .. ReactorsOf(message.Sequence)
                .GroupBy(reactor => reactor.Emoji)
                .Select(group => new Reaction(group.Key, group.Count(), group.Any(reactor => reactor.UserId == viewer))),
        ],
    };
}
