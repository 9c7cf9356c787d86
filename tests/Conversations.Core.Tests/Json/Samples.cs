namespace Conversations.Tests.Json;

/// <summary>One value of each model type, with every property set.</summary>
internal static class Samples
{
    internal static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    internal static readonly CustomData Custom = new() { ["Zone"] = "north", ["a.b"] = "1" };

    internal static readonly Message SystemMessage = new()
    {
        Id = new("m1"),
        ConversationId = new("c1"),
        Sequence = 1,
        Text = "Welcome",
        CreatedAt = Time,
    };

    internal static readonly Message Message = new()
    {
        Id = new("m2"),
        ConversationId = new("c1"),
        Sequence = 2,
        Origin = MessageOrigin.Session,
        SenderId = new("Bob"),
        Text = "Hi",
        Custom = Custom,
        CreatedAt = Time,
        EditedAt = Time.AddSeconds(1),
        Revision = 1,
        ReplyTo = new("m1"),
        RepliedTo = SystemMessage,
        Reactions = [new(":+1:", 2, true)],
    };

    internal static readonly Conversation Conversation = new()
    {
        Id = new("c1"),
        Subject = "Dev",
        PhotoUrl = "https://example.com/a.png",
        WelcomeMessages = ["Hello"],
        Custom = Custom,
        CreatedAt = Time,
        ParticipantCount = 3,
        LastMessage = SystemMessage,
        MessageCount = 1,
        LastSequence = 1,
        LastActivityAt = Time,
        Version = 2,
        SettingsVersion = 1,
    };

    internal static readonly Participant Participant = new()
    {
        UserId = new("Bob"),
        Access = ParticipantAccess.Read,
        Notify = NotifySetting.MentionsOnly,
        JoinedAt = Time,
        JoinedAfter = 1,
        VisibleFrom = 2,
        ReadUpTo = 2,
        IsMarkedUnread = true,
    };

    internal static readonly ReadState ReadState = new(2, 3, IsMarkedUnread: true);

    internal static readonly ConversationView View =
        new() { Title = "Dev", PhotoUrl = "https://example.com/a.png", ShowsSenderNames = true, LastSenderName = "Bob" };

    internal static readonly InboxEntry InboxEntry = new()
    {
        Conversation = Conversation,
        Participant = Participant,
        View = View,
        UnreadCount = 3,
    };

    internal static readonly VisibleParticipant VisibleParticipant = new(new("Bob"), ParticipantAccess.Read, Time, 2);

    internal static readonly ConversationDraft Draft = new()
    {
        Participants = [new(new("Bob")) { Access = ParticipantAccess.Read, Notify = NotifySetting.None, History = History.Last(20) }],
        Subject = "Dev",
        PhotoUrl = "https://example.com/a.png",
        WelcomeMessages = ["Hello"],
        Custom = Custom,
    };

    internal static readonly ConversationPatch Patch = new()
    {
        Subject = null,
        WelcomeMessages = ["Hello"],
        Custom = new() { ["Zone"] = "south", ["a.b"] = null },
        Participants = new Dictionary<UserId, ParticipantPatch?>
        {
            [new("Bob")] = null,
            [new("AnnB")] = new() { Access = null, Notify = NotifySetting.None, History = History.SinceJoin },
        },
    };

    internal static readonly Reactor Reactor = new(new("Bob"), ":+1:", Time, 3);

    internal static readonly Change[] Changes =
    [
        new ConversationCreated { ConversationId = new("c1"), Version = 1, At = Time, Participants = [new("Bob"), new("AnnB")] },
        new ConversationUpdated { ConversationId = new("c1"), Version = 2, At = Time, Actor = new("Bob"), Participants = [new("AnnB")] },
        new ConversationDeleted { ConversationId = new("c1"), Version = 3, At = Time },
        new ParticipantAdded { ConversationId = new("c1"), Version = 4, At = Time, UserId = new("Bob") },
        new ParticipantUpdated { ConversationId = new("c1"), Version = 5, At = Time, UserId = new("Bob") },
        new ParticipantRemoved { ConversationId = new("c1"), Version = 6, At = Time, Actor = new("Bob"), UserId = new("Bob") },
        new MessageSent { ConversationId = new("c1"), Version = 7, At = Time, MessageId = new("m1"), Sequence = 1 },
        new MessageEdited { ConversationId = new("c1"), Version = 8, At = Time, MessageId = new("m1"), Sequence = 1, Revision = 1 },
        new MessageDeleted { ConversationId = new("c1"), Version = 9, At = Time, MessageId = new("m1"), Sequence = 1 },
        new ReactionAdded { ConversationId = new("c1"), Version = 10, At = Time, MessageId = new("m1"), Sequence = 1, UserId = new("Bob"), Emoji = ":a:" },
        new ReactionRemoved { ConversationId = new("c1"), Version = 11, At = Time, MessageId = new("m1"), Sequence = 1, UserId = new("Bob"), Emoji = ":a:" },
        new NotificationTriggered { ConversationId = new("c1"), Version = 12, At = Time, UserId = new("Bob"), UpTo = 1 },
    ];
}
