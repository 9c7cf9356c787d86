using Conversations.Storage;

namespace Conversations;

/// <content>What the model answers: the same as the reads of a store.</content>
public sealed partial record ConversationModel
{
    /// <summary>Gives what a decision needs to know.</summary>
    /// <param name="query">What is needed.</param>
    /// <returns>The facts.</returns>
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
            Memberships = query.Users.Where(Memberships.ContainsKey).Distinct().ToDictionary(user => user, user => Memberships[user]),
            Message = Slot(query.Message, query.Reactor),
            ReplyTo = Slot(query.ReplyTo, query.Reactor),
        };
    }

    /// <summary>Gives the conversation with its last message.</summary>
    /// <param name="viewer">The user who must take part; null = the app reads.</param>
    /// <returns>The conversation; null = it does not exist, or not for the viewer.</returns>
    public Conversation? Conversation(UserId? viewer = null) => !IsSeenBy(viewer) ? null : new()
    {
        Id = Id,
        Subject = Settings!.Subject,
        PhotoUrl = Settings.PhotoUrl,
        WelcomeMessages = Settings.WelcomeMessages,
        Custom = Settings.Custom,
        CreatedAt = CreatedAt,
        ParticipantCount = ParticipantCount,
        LastMessage = Messages.IsEmpty ? null : Complete(Messages[Messages.Keys.Max()], viewer),
        MessageCount = Messages.Count,
        LastSequence = LastSequence,
        LastActivityAt = LastActivityAt,
        Version = Version,
        SettingsVersion = SettingsVersion,
    };

    /// <summary>Gives those who take part, the latest joined first, then by user id.</summary>
    /// <param name="viewer">The user who must take part; null = the app reads.</param>
    /// <returns>The participants; null = the conversation does not exist, or not for the viewer.</returns>
    public IReadOnlyList<Participant>? Participants(UserId? viewer = null) => !IsSeenBy(viewer) ? null :
    [
        .. Memberships.Values
            .Where(membership => membership.IsPresent)
            .Select(membership => membership.Participant)
            .OrderByDescending(participant => participant.JoinedAt)
            .ThenBy(participant => participant.UserId),
    ];

    /// <summary>Gives all messages by sequence.</summary>
    /// <param name="viewer">The user who must take part; null = the app reads.</param>
    /// <returns>The messages; null = the conversation does not exist, or not for the viewer.</returns>
    public IReadOnlyList<Message>? ListMessages(UserId? viewer = null) =>
        !IsSeenBy(viewer) ? null : [.. Messages.Values.Select(message => Complete(message, viewer))];

    /// <summary>Gives who reacted to a message, in the order in which they did.</summary>
    /// <param name="messageId">The message.</param>
    /// <param name="viewer">The user who must take part; null = the app reads.</param>
    /// <returns>The reactors; null = there is no such message, or not for the viewer.</returns>
    public IReadOnlyList<Reactor>? Reactors(MessageId messageId, UserId? viewer = null) =>
        IsSeenBy(viewer) && Slots.TryGetValue(messageId, out var slot) && Messages.ContainsKey(slot.Sequence)
            ? [.. ReactorsOf(slot.Sequence)]
            : null;

    private int ParticipantCount => Memberships.Values.Count(membership => membership.IsPresent);

    private bool IsSeenBy(UserId? viewer) =>
        Settings is not null && (viewer is not { } user || (Memberships.TryGetValue(user, out var membership) && membership.IsPresent));

    private IEnumerable<Reactor> ReactorsOf(long sequence) =>
        Reactions.Where(one => one.Sequence == sequence).Select(one => one.Reactor).OrderBy(reactor => reactor.Version);

    private MessageSlot? Slot(MessageId? id, UserId? viewer) =>
        id is not { } messageId || Settings is null || !Slots.TryGetValue(messageId, out var slot) ? null
        : Messages.TryGetValue(slot.Sequence, out var message) ? slot with { Message = Complete(message, viewer) }
        : slot;

    /// <summary>Joins what is read along with a message: its reactions, and the message that it answers.</summary>
    private Message Complete(Message message, UserId? viewer) => WithReactions(message, viewer) with
    {
        RepliedTo = message.ReplyTo is { } replyTo && Slots.TryGetValue(replyTo, out var slot) && Messages.TryGetValue(slot.Sequence, out var answered)
            ? WithReactions(answered, viewer)
            : null,
    };

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
