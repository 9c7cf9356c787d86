namespace Conversations.Webhooks;

/// <summary>Changes of one conversation, as a handler gets them.</summary>
internal static class Changes
{
    internal const string DeliveryId = "0123456789abcdef0123456789abcdef";

    private static readonly ConversationId _room = new("order-42");
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");
    private static readonly DateTimeOffset _at = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);

    internal static Conversation Conversation { get; } = new()
    {
        Id = _room,
        Subject = "Order 42",
        Custom = CustomData.From([new("shop", "Zürich")]),
        CreatedAt = _at,
        ParticipantCount = 2,
        MessageCount = 1,
        LastSequence = 1,
        LastActivityAt = _at,
        Version = 9,
        SettingsVersion = 1,
        LastMessage = Message,
    };

    internal static ChangeContext<Change> Sent => Of(new MessageSent { ConversationId = _room, Version = 2, At = _at, Actor = _alice, MessageId = new("m-1"), Sequence = 1 });

    private static Message Message => new()
    {
        Id = new("m-1"),
        ConversationId = _room,
        Sequence = 1,
        Origin = MessageOrigin.Session,
        SenderId = _alice,
        Text = "Grüße \"an\" <alle> 🏠",
        Custom = CustomData.From([new("kind", "note")]),
        CreatedAt = _at,
    };

    private static User Alice => new() { Id = _alice, Name = "Alice", Emails = ["alice@example.com"], Custom = CustomData.From([new("tier", "gold")]) };

    /// <summary>Returns one change of a kind, with the content that it comes with.</summary>
    internal static ChangeContext<Change> Of(string type) => type switch
    {
        "conversation.created" => Of(new ConversationCreated { ConversationId = _room, Version = 1, At = _at, Participants = [_alice, _bob] }),
        "conversation.updated" => Of(new ConversationUpdated { ConversationId = _room, Version = 3, At = _at, Participants = [_bob] }),
        "conversation.deleted" => Of(new ConversationDeleted { ConversationId = _room, Version = 4, At = _at }) with { Conversation = null },
        "participant.added" => Of(new ParticipantAdded { ConversationId = _room, Version = 5, At = _at, Actor = _alice, UserId = _bob }),
        "participant.updated" => Of(new ParticipantUpdated { ConversationId = _room, Version = 6, At = _at, UserId = _bob }),
        "participant.removed" => Of(new ParticipantRemoved { ConversationId = _room, Version = 7, At = _at, Actor = _bob, UserId = _bob }),
        "message.sent" => Sent,
        "message.updated" => Of(new MessageEdited { ConversationId = _room, Version = 8, At = _at, MessageId = new("m-1"), Sequence = 1, Revision = 1 }),
        "message.deleted" => Of(new MessageDeleted { ConversationId = _room, Version = 9, At = _at, MessageId = new("m-1"), Sequence = 1 }) with { Message = null },
        "reaction.added" => Of(new ReactionAdded { ConversationId = _room, Version = 10, At = _at, Actor = _alice, MessageId = new("m-1"), Sequence = 1, UserId = _alice, Emoji = "👍" }),
        "reaction.removed" => Of(new ReactionRemoved { ConversationId = _room, Version = 11, At = _at, MessageId = new("m-1"), Sequence = 1, UserId = _bob, Emoji = ":ok:" }),
        "notification.triggered" => Of(new NotificationTriggered { ConversationId = _room, Version = 12, At = _at, UserId = _bob, UpTo = 1 }),
        _ => throw new ArgumentException("There is no such type.", nameof(type)),
    };

    /// <summary>Returns what the recipient of a notification has missed; null for other changes.</summary>
    internal static Notification? MissedOf(Change change) => change is not NotificationTriggered ? null : new()
    {
        DeliveryId = DeliveryId,
        Attempt = 1,
        TriggeredAt = _at,
        Recipient = new() { Id = _bob, Name = "Bob" },
        Conversation = Conversation,
        View = ConversationView.Of(Conversation, _bob, [_alice]),
        Messages = [Message],
        UnreadCount = 2,
        IsMentioned = false,
        Users = new Dictionary<UserId, User> { [_alice] = Alice },
    };

    /// <summary>Returns a sent message with a text.</summary>
    internal static ChangeContext<Change> SentWith(string text) => Sent with { Message = Message with { Text = text } };

    private static ChangeContext<Change> Of(Change change) => new(change, DeliveryId, 1)
    {
        Conversation = Conversation,
        Message = change is MessageChange ? Message : null,
        Users = change.Users.Contains(_alice) || change is MessageChange ? new Dictionary<UserId, User> { [_alice] = Alice } : [],
    };
}
