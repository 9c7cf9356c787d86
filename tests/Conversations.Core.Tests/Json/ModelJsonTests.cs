namespace Conversations.Tests.Json;

public sealed class ModelJsonTests
{
    private const string SystemMessage = """
        {
          "id": "m1", "conversationId": "c1", "sequence": 1, "type": "System", "origin": "Api", "senderId": null, "text": "Welcome",
          "custom": {}, "createdAt": "2026-01-02T03:04:05.678+00:00", "editedAt": null, "revision": 0, "replyTo": null,
          "repliedTo": null, "reactions": []
        }
        """;

    private const string Message = $$"""
        {
          "id": "m2", "conversationId": "c1", "sequence": 2, "type": "User", "origin": "Session", "senderId": "Bob", "text": "Hi",
          "custom": { "Zone": "north", "a.b": "1" }, "createdAt": "2026-01-02T03:04:05.678+00:00",
          "editedAt": "2026-01-02T03:04:06.678+00:00", "revision": 1, "replyTo": "m1", "repliedTo": {{SystemMessage}},
          "reactions": [{ "emoji": ":+1:", "count": 2, "byViewer": true }]
        }
        """;

    private const string Conversation = $$"""
        {
          "id": "c1", "subject": "Dev", "photoUrl": "https://example.com/a.png", "welcomeMessages": ["Hello"],
          "custom": { "Zone": "north", "a.b": "1" }, "createdAt": "2026-01-02T03:04:05.678+00:00", "participantCount": 3,
          "isGroup": true, "lastMessage": {{SystemMessage}}, "messageCount": 1, "lastSequence": 1,
          "lastActivityAt": "2026-01-02T03:04:05.678+00:00", "version": 2, "settingsVersion": 1
        }
        """;

    private const string Participant = """
        {
          "userId": "Bob", "access": "Read", "notify": "MentionsOnly", "joinedAt": "2026-01-02T03:04:05.678+00:00",
          "joinedAfter": 1, "visibleFrom": 2, "readUpTo": 2, "isMarkedUnread": true
        }
        """;

    private const string VisibleParticipant =
        """{ "userId": "Bob", "access": "Read", "joinedAt": "2026-01-02T03:04:05.678+00:00", "readUpTo": 2 }""";

    private const string View = """
        {
          "title": "Dev", "photoUrl": "https://example.com/a.png", "showsSenderNames": true, "lastSenderName": "Bob",
          "openingMessages": []
        }
        """;

    private const string InboxEntry = $$"""
        {
          "conversation": {{Conversation}}, "participant": {{Participant}}, "view": {{View}}, "unreadCount": 3, "isUnread": true,
          "activeAt": "2026-01-02T03:04:05.678+00:00"
        }
        """;

    private const string Reactor = """{ "userId": "Bob", "emoji": ":+1:", "at": "2026-01-02T03:04:05.678+00:00", "version": 3 }""";

    [Fact]
    public void Ids_are_strings()
    {
        Golden.Is(new ConversationId("c1"), "\"c1\"");
        Golden.Is(new UserId("Bob"), "\"Bob\"");
        Golden.Is(new MessageId("m1"), "\"m1\"");
        Golden.Is<UserId?>(null, "null");
    }

    [Fact]
    public void Enums_are_names()
    {
        Golden.Is(Enum.GetValues<MessageType>()[0], "\"User\"");
        Golden.Is(MessageType.System, "\"System\"");
        Golden.Is(MessageOrigin.Api, "\"Api\"");
        Golden.Is(MessageOrigin.Session, "\"Session\"");
        Golden.Is(MessageOrigin.Import, "\"Import\"");
        Golden.Is(NotifySetting.All, "\"All\"");
        Golden.Is(NotifySetting.None, "\"None\"");
        Golden.Is<NotifySetting?>(NotifySetting.MentionsOnly, "\"MentionsOnly\"");
        Golden.Is(ParticipantAccess.ReadWrite, "\"ReadWrite\"");
        Golden.Is<ParticipantAccess?>(ParticipantAccess.Read, "\"Read\"");
    }

    [Fact]
    public void History_is_a_string()
    {
        Golden.Is(default(History), "\"All\"");
        Golden.Is(History.SinceJoin, "\"SinceJoin\"");
        Golden.Is(History.Last(20), "\"Last:20\"");
        Golden.Is<History?>(History.Last(1_000_000_000), "\"Last:1000000000\"");
        Golden.Is<History?>(null, "null");
    }

    [Fact]
    public void Custom_data_is_an_object_of_strings() =>
        Golden.Is(Samples.Custom, """{ "Zone": "north", "a.b": "1" }""");

    [Fact]
    public void Message_has_every_property()
    {
        Golden.Is(Samples.SystemMessage, SystemMessage);
        Golden.Is(Samples.Message, Message);
        Golden.Is(new Reaction(":+1:", 2, true), """{ "emoji": ":+1:", "count": 2, "byViewer": true }""");
        Golden.Is(Samples.Reactor, Reactor);
    }

    [Fact]
    public void Conversation_has_every_property() => Golden.Is(Samples.Conversation, Conversation);

    [Fact]
    public void Participant_has_every_property()
    {
        Golden.Is(Samples.Participant, Participant);
        Golden.Is(
            new Membership(Samples.Participant, Samples.Time, endedByApp: true),
            $$"""{ "participant": {{Participant}}, "endedAt": "2026-01-02T03:04:05.678+00:00", "endedByApp": true, "isPresent": false }""");
        Golden.Is(
            new Membership(Samples.Participant),
            $$"""{ "participant": {{Participant}}, "endedAt": null, "endedByApp": false, "isPresent": true }""");
    }

    [Fact]
    public void Visible_participant_has_no_private_property() =>
        Golden.Is(Samples.VisibleParticipant, VisibleParticipant);

    [Fact]
    public void Read_state_has_every_property()
    {
        Golden.Is(Samples.ReadState, """{ "readUpTo": 2, "unreadCount": 3, "isMarkedUnread": true, "isUnread": true }""");
        Golden.Is(new ReadState(0, 0, false), """{ "readUpTo": 0, "unreadCount": 0, "isMarkedUnread": false, "isUnread": false }""");
    }

    [Fact]
    public void Inbox_entry_has_everything_that_a_list_displays()
    {
        Golden.Is(Samples.InboxEntry, InboxEntry);
        Golden.Is(Samples.View, View);
        Golden.Is(
            new ConversationView { Title = "Bob", OpeningMessages = [new(new("Bob"), "Hi")] },
            """
            {
              "title": "Bob", "photoUrl": null, "showsSenderNames": false, "lastSenderName": null,
              "openingMessages": [{ "senderId": "Bob", "text": "Hi" }]
            }
            """);
    }

    [Fact]
    public void Result_has_every_property()
    {
        Golden.Is(new SendResult(Samples.Message, true), $$"""{ "message": {{Message}}, "created": true }""");
        Golden.Is(new SendResult(null, false), """{ "message": null, "created": false }""");
        Golden.Is(
            new ConversationResult(Samples.Conversation, true), $$"""{ "conversation": {{Conversation}}, "created": true }""");
        Golden.Is(new ImportProgress(3, 2, 1), """{ "stored": 3, "alreadyThere": 2, "refused": 1 }""");
    }

    [Fact]
    public void Page_has_its_items_and_the_next_cursor()
    {
        Golden.Is(new Page<Message>([Samples.Message], "abc"), $$"""{ "items": [{{Message}}], "next": "abc" }""");
        Golden.Is(new Page<Conversation>([Samples.Conversation], null), $$"""{ "items": [{{Conversation}}], "next": null }""");
        Golden.Is(new Page<Participant>([Samples.Participant], null), $$"""{ "items": [{{Participant}}], "next": null }""");
        Golden.Is(new Page<VisibleParticipant>([Samples.VisibleParticipant], "abc"), $$"""{ "items": [{{VisibleParticipant}}], "next": "abc" }""");
        Golden.Is(new Page<InboxEntry>([Samples.InboxEntry], null), $$"""{ "items": [{{InboxEntry}}], "next": null }""");
        Golden.Is(new Page<Reactor>([Samples.Reactor], null), $$"""{ "items": [{{Reactor}}], "next": null }""");
    }
}
