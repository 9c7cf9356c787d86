namespace Conversations.Json;

/// <summary>An event of <c>/me/changes</c> and of the hub. Properties that an event does not have are left out.</summary>
internal sealed class EventJson
{
    /// <summary>
    /// The kind: ready, heartbeat, reload, resync, gone, caughtUp, read, markedUnread, typing, online, or that of a change, as in webhooks: message.sent and so on.
    /// </summary>
    public required string Event { get; init; }

    /// <summary>The token with which a stream goes on after this event.</summary>
    public string? Resume { get; init; }

    public string? ConversationId { get; init; }

    public long? Version { get; init; }

    public long? At { get; init; }

    /// <summary>The user who did it; missing if the app did.</summary>
    public string? Actor { get; init; }

    /// <summary>The user whom the event concerns: the one that was added, reacted, has read, or is online.</summary>
    public string? UserId { get; init; }

    /// <summary>The users whom the event concerns, if they are several: those that were added, or are typing.</summary>
    public IReadOnlyList<string>? UserIds { get; init; }

    public string? MessageId { get; init; }

    public long? Sequence { get; init; }

    public string? Emoji { get; init; }

    public bool? IsOnline { get; init; }

    /// <summary>Whether more users are typing than are named.</summary>
    public bool? IsMany { get; init; }

    public long? ReadUpTo { get; init; }

    public MessageJson? Message { get; init; }

    public NameJson? Sender { get; init; }

    public long? UnreadCount { get; init; }

    public long? ActiveAt { get; init; }

    internal static EventJson Ready { get; } = new() { Event = "ready" };

    internal static EventJson Heartbeat { get; } = new() { Event = "heartbeat" };

    /// <summary>Returns an event.</summary>
    /// <param name="one">The event of the library.</param>
    /// <param name="sender">Who sent the message of the event, or null.</param>
    internal static EventJson Of(WatchEvent one, NameJson? sender) => one switch
    {
        WatchedChange change => OfChange(change, sender),
        Reload => new() { Event = "reload", Resume = one.Resume },
        CaughtUp => new() { Event = "caughtUp", Resume = one.Resume },
        Resync resync => new() { Event = "resync", Resume = one.Resume, ConversationId = resync.ConversationId.Value, Version = resync.Version },
        Gone gone => new() { Event = "gone", Resume = one.Resume, ConversationId = gone.ConversationId.Value },
        ConversationRead read => new()
        {
            Event = "read", Resume = one.Resume, ConversationId = read.ConversationId.Value, UserId = read.UserId.Value, ReadUpTo = read.ReadUpTo,
            UnreadCount = read.UnreadCount,
        },
        ConversationMarkedUnread marked => new() { Event = "markedUnread", Resume = one.Resume, ConversationId = marked.ConversationId.Value },
        TypingChanged typing => new()
        {
            Event = "typing", Resume = one.Resume, ConversationId = typing.ConversationId.Value, UserIds = [.. typing.UserIds.Select(user => user.Value)],
            IsMany = typing.IsMany,
        },
        OnlineChanged online => new()
        {
            Event = "online", Resume = one.Resume, ConversationId = online.ConversationId.Value, UserId = online.UserId.Value, IsOnline = online.IsOnline,
        },
        _ => throw new NotSupportedException($"{one.GetType().Name} has no JSON form."),
    };

    private static EventJson OfChange(WatchedChange watched, NameJson? sender)
    {
        var change = watched.Change;
        return new()
        {
            Event = NameOf(change),
            Resume = watched.Resume,
            ConversationId = change.ConversationId.Value,
            Version = change.Version,
            At = UnixTime.Of(change.At),
            Actor = change.Actor?.Value,
            UserId = change switch
            {
                ParticipantAdded added => added.UserId.Value,
                ParticipantUpdated updated => updated.UserId.Value,
                ParticipantRemoved removed => removed.UserId.Value,
                ReactionChange reaction => reaction.UserId.Value,
                _ => null,
            },
            UserIds = change switch
            {
                ConversationCreated created => [.. created.Participants.Select(user => user.Value)],
                ConversationUpdated updated => [.. updated.Participants.Select(user => user.Value)],
                _ => null,
            },
            MessageId = (change as MessageChange)?.MessageId.Value,
            Sequence = (change as MessageChange)?.Sequence,
            Emoji = (change as ReactionChange)?.Emoji,
            Message = watched.Message is { } message ? MessageJson.OfUser(message) : null,
            Sender = sender,
            UnreadCount = watched.UnreadCount,
            ActiveAt = UnixTime.Of(watched.ActiveAt),
        };
    }

    private static string NameOf(Change change) => change switch
    {
        ConversationCreated => "conversation.created",
        ConversationUpdated => "conversation.updated",
        ConversationDeleted => "conversation.deleted",
        ParticipantAdded => "participant.added",
        ParticipantUpdated => "participant.updated",
        ParticipantRemoved => "participant.removed",
        MessageSent => "message.sent",
        MessageEdited => "message.updated",
        MessageDeleted => "message.deleted",
        ReactionAdded => "reaction.added",
        ReactionRemoved => "reaction.removed",
        _ => throw new NotSupportedException($"{change.GetType().Name} has no JSON form."),
    };
}
