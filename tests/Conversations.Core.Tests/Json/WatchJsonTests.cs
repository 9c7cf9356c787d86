using System.Text.Json;

namespace Conversations.Tests.Json;

public sealed class WatchJsonTests
{
    [Fact]
    public void Event_says_its_kind_and_is_read_again_with_its_change()
    {
        foreach (var change in Samples.Changes)
        {
            WatchEvent one = new WatchedChange(change) { UnreadCount = 3, ActiveAt = Samples.Time };

            var json = JsonSerializer.Serialize(one, ConversationsJson.Options);

            json.Should().StartWith($$"""{"event":"WatchedChange","change":{"change":"{{change.GetType().Name}}",""").And.EndWith("}");
            JsonSerializer.Deserialize<WatchEvent>(json, ConversationsJson.Options).Should().BeEquivalentTo(one, options => options.RespectingRuntimeTypes());
        }
    }

    [Fact]
    public void Event_without_a_change_is_read_again_with_its_token()
    {
        var (id, user) = (new ConversationId("room"), new UserId("alice"));
        WatchEvent[] events =
        [
            new ConversationRead(id, user, 7) { UnreadCount = 2 }, new ConversationMarkedUnread(id, user), new TypingChanged(id, [user], isMany: true),
            new OnlineChanged(id, user, isOnline: true), new Resync(id, 9), new Gone(id), new Reload(), new CaughtUp(),
        ];
        foreach (var one in events.Select(one => one.With("token")))
        {
            var json = JsonSerializer.Serialize(one, ConversationsJson.Options);

            json.Should().StartWith($$"""{"event":"{{one.GetType().Name}}",""").And.EndWith(""" "resume":"token"}""".TrimStart());
            JsonSerializer.Deserialize<WatchEvent>(json, ConversationsJson.Options).Should().BeEquivalentTo(one, options => options.RespectingRuntimeTypes());
        }

        JsonSerializer.Serialize<WatchEvent>(events[0], ConversationsJson.Options).Should()
            .Be("""{"event":"ConversationRead","conversationId":"room","userId":"alice","readUpTo":7,"unreadCount":2,"resume":null}""");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"event":"Typing"}""")]
    [InlineData("""{"change":null}""")]
    public void Event_of_no_known_kind_is_refused(string json) =>
        FluentActions.Invoking(() => JsonSerializer.Deserialize<WatchEvent>(json, ConversationsJson.Options))
            .Should().Throw<JsonException>().WithMessage("""The first property of an event must be "event", with the name of a valid kind.*""");

    [Fact]
    public void Event_without_its_change_is_refused() =>
        FluentActions.Invoking(() => JsonSerializer.Deserialize<WatchEvent>("""{"event":"WatchedChange","change":null}""", ConversationsJson.Options))
            .Should().Throw<JsonException>();
}
