using System.Text.Json;

namespace Conversations.Tests.Json;

public sealed class DraftJsonTests
{
    [Fact]
    public void Draft_has_every_property()
    {
        Golden.Is(Samples.Draft, """
            {
              "participants": [{ "userId": "Bob", "access": "Read", "notify": "None", "history": "Last:20" }],
              "subject": "Dev", "photoUrl": "https://example.com/a.png", "welcomeMessages": ["Hello"],
              "custom": { "Zone": "north", "a.b": "1" }
            }
            """);
        Golden.Is(new ConversationSettings { Subject = "Dev", WelcomeMessages = ["Hello"], Custom = Samples.Custom }, """
            { "subject": "Dev", "photoUrl": null, "welcomeMessages": ["Hello"], "custom": { "Zone": "north", "a.b": "1" } }
            """);
        Golden.Is(new MessageDraft("Hi") { Id = new("m1"), Custom = Samples.Custom, ReplyTo = new("m0") }, """
            { "text": "Hi", "id": "m1", "custom": { "Zone": "north", "a.b": "1" }, "replyTo": "m0" }
            """);
        Golden.Is(new ImportedMessage { Id = new("m1"), SenderId = new("Bob"), Text = "Hi", CreatedAt = Samples.Time, ReplyTo = new("m0") }, """
            {
              "id": "m1", "senderId": "Bob", "text": "Hi", "createdAt": "2026-01-02T03:04:05.678+00:00", "custom": {}, "replyTo": "m0"
            }
            """);
    }

    [Theory]
    [MemberData(nameof(Hosts.Names), MemberType = typeof(Hosts))]
    public void Property_omitted_from_a_draft_has_its_default(string host)
    {
        Read<ConversationDraft>("{}", host).Should().BeEquivalentTo(new ConversationDraft());
        Read<ConversationSettings>("{}", host).Should().Be(ConversationSettings.Default);
        Read<MessageDraft>("""{"text":"Hi"}""", host).Should().BeEquivalentTo(new MessageDraft("Hi"));
        Read<ParticipantDraft>("""{"userId":"Bob"}""", host).Should().Be(new ParticipantDraft(new("Bob")));
        Read<ImportedMessage>("""{"text":"Hi","id":"m1","createdAt":"2026-01-02T03:04:05.678Z"}""", host)
            .Should().BeEquivalentTo(new ImportedMessage { Id = new("m1"), Text = "Hi", CreatedAt = Samples.Time });
    }

    [Theory]
    [MemberData(nameof(Hosts.Names), MemberType = typeof(Hosts))]
    public void Property_omitted_from_a_message_or_conversation_has_its_default(string host)
    {
        var message = Read<Message>(
            """{"id":"m1","conversationId":"c1","sequence":1,"text":"Welcome","createdAt":"2026-01-02T03:04:05.678Z"}""", host);
        var conversation = Read<Conversation>(
            """{"id":"c1","createdAt":"2026-01-02T03:04:05.678Z","participantCount":1,"version":1,"settingsVersion":1}""", host);

        message.Should().Be(Samples.SystemMessage);
        conversation.WelcomeMessages.Should().BeEmpty();
        conversation.Custom.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Hosts.Names), MemberType = typeof(Hosts))]
    public void Computed_and_unknown_properties_are_ignored(string host)
    {
        const string json = """
            { "participant": { "userId": "Bob", "joinedAt": "2026-01-02T03:04:05.678Z", "shoeSize": { "eu": [43] } }, "isPresent": false }
            """;

        Read<Membership>(json, host).IsPresent.Should().BeTrue();
    }

    private static T Read<T>(string json, string host) => JsonSerializer.Deserialize<T>(json, Hosts.All[host])!;
}
