using System.Text.Json;

namespace Conversations.Tests.Json;

/// <summary>
/// Tests that JSON which a store keeps goes on being read. The texts here are those that version 0.1 wrote. They are never changed: a later
/// version adds its own, and one that must change a form reads the old one too until the next but one major version.
/// </summary>
public sealed class StoredFormTests
{
    private const string At = "\"at\":\"2026-01-02T03:04:05.678+00:00\"";

    private static readonly DateTimeOffset _at = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public static TheoryData<string, Change> Changes() => new()
    {
        {
            $$"""{"change":"ConversationCreated","participants":["bob","ann"],"conversationId":"c","version":1,{{At}},"actor":null}""",
            new ConversationCreated { ConversationId = new("c"), Version = 1, At = _at, Participants = [new("bob"), new("ann")] }
        },
        {
            $$"""{"change":"ConversationUpdated","participants":["ann"],"conversationId":"c","version":2,{{At}},"actor":"bob"}""",
            new ConversationUpdated { ConversationId = new("c"), Version = 2, At = _at, Actor = new("bob"), Participants = [new("ann")] }
        },
        {
            $$"""{"change":"ConversationDeleted","conversationId":"c","version":3,{{At}},"actor":null}""",
            new ConversationDeleted { ConversationId = new("c"), Version = 3, At = _at }
        },
        {
            $$"""{"change":"ParticipantAdded","userId":"bob","conversationId":"c","version":4,{{At}},"actor":"ann"}""",
            new ParticipantAdded { ConversationId = new("c"), Version = 4, At = _at, Actor = new("ann"), UserId = new("bob") }
        },
        {
            $$"""{"change":"ParticipantUpdated","userId":"bob","conversationId":"c","version":5,{{At}},"actor":null}""",
            new ParticipantUpdated { ConversationId = new("c"), Version = 5, At = _at, UserId = new("bob") }
        },
        {
            $$"""{"change":"ParticipantRemoved","userId":"bob","left":true,"conversationId":"c","version":6,{{At}},"actor":"bob"}""",
            new ParticipantRemoved { ConversationId = new("c"), Version = 6, At = _at, Actor = new("bob"), UserId = new("bob") }
        },
        {
            $$"""{"change":"MessageSent","messageId":"m","sequence":1,"conversationId":"c","version":7,{{At}},"actor":"bob"}""",
            new MessageSent { ConversationId = new("c"), Version = 7, At = _at, Actor = new("bob"), MessageId = new("m"), Sequence = 1 }
        },
        {
            $$"""{"change":"MessageEdited","revision":2,"messageId":"m","sequence":1,"conversationId":"c","version":8,{{At}},"actor":null}""",
            new MessageEdited { ConversationId = new("c"), Version = 8, At = _at, MessageId = new("m"), Sequence = 1, Revision = 2 }
        },
        {
            $$"""{"change":"MessageDeleted","messageId":"m","sequence":1,"conversationId":"c","version":9,{{At}},"actor":null}""",
            new MessageDeleted { ConversationId = new("c"), Version = 9, At = _at, MessageId = new("m"), Sequence = 1 }
        },
        {
            $$"""{"change":"ReactionAdded","userId":"bob","emoji":"\uD83D\uDC4D","messageId":"m","sequence":1,"conversationId":"c","version":10,{{At}},"actor":"bob"}""",
            new ReactionAdded { ConversationId = new("c"), Version = 10, At = _at, Actor = new("bob"), MessageId = new("m"), Sequence = 1, UserId = new("bob"), Emoji = "👍" }
        },
        {
            $$"""{"change":"ReactionRemoved","userId":"bob","emoji":":a:","messageId":"m","sequence":1,"conversationId":"c","version":11,{{At}},"actor":null}""",
            new ReactionRemoved { ConversationId = new("c"), Version = 11, At = _at, MessageId = new("m"), Sequence = 1, UserId = new("bob"), Emoji = ":a:" }
        },
        {
            $$"""{"change":"NotificationTriggered","userId":"bob","upTo":1,"conversationId":"c","version":12,{{At}},"actor":null}""",
            new NotificationTriggered { ConversationId = new("c"), Version = 12, At = _at, UserId = new("bob"), UpTo = 1 }
        },
    };

    public static TheoryData<string, User> Users() => new()
    {
        {
            """{"id":"alice","name":"Alice","photoUrl":null,"emails":[],"phones":[],"locale":null,"role":null,"welcomeMessage":null,"custom":{}}""",
            new User { Id = new("alice"), Name = "Alice" }
        },
        {
            """
            {"id":"alice","name":"Alice","photoUrl":"https://example.com/a.png","emails":["a@example.com"],"phones":["+1 555 0100"],"locale":"en-GB",
            "role":"buyer","welcomeMessage":"Hi","custom":{"b":"1","a":"2"}}
            """,
            new User
            {
                Id = new("alice"),
                Name = "Alice",
                PhotoUrl = "https://example.com/a.png",
                Emails = ["a@example.com"],
                Phones = ["+1 555 0100"],
                Locale = "en-GB",
                Role = "buyer",
                WelcomeMessage = "Hi",
                Custom = new() { ["b"] = "1", ["a"] = "2" },
            }
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Stored_change_is_read_also_with_members_of_a_later_version(string stored, Change change)
    {
        Read<Change>(stored).Should().Be(change);
        Read<Change>(WithMore(stored)).Should().Be(change);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void Stored_user_is_read_also_with_members_of_a_later_version(string stored, User user)
    {
        Read<User>(stored).Should().Be(user);
        Read<User>(WithMore(stored)).Should().Be(user);
        Read<User>(stored)!.Custom.ToJson().Should().Be(user.Custom.ToJson());
    }

    /// <summary>A kind without a text here could change its form and no test would notice.</summary>
    [Fact]
    public void Every_kind_of_change_has_a_stored_text() =>
        typeof(Change).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Change)) && !type.IsAbstract)
            .Should().BeEquivalentTo(Changes().Select(row => row.Data.Item2.GetType()));

    private static T? Read<T>(string json) => JsonSerializer.Deserialize<T>(json, ConversationsJson.Options);

    private static string WithMore(string json) => $$"""{"later":{"deep":[1,null,{"change":"x"}]},{{json.Trim()[1..^1]}},"alsoLater":7}""";
}
