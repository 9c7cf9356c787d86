namespace Conversations.AspNetCore;

public sealed class ServerTests
{
    [Fact]
    public async Task Users_conversations_and_messages_are_set_and_read()
    {
        await using var host = await HttpHost.StartAsync();
        (await host.CallAsync("PUT", "/v1/users/alice", """{"name":"Alice","email":["alice@example.com"],"custom":{"a":"1"}}""")).Status.Should().Be(200);
        (await host.CallAsync("PUT", "/v1/conversations/order-1", """{"participants":["alice","bob"],"subject":"Order 1"}""")).Text.Should().Be("{}");
        var sent = await host.CallAsync("POST", "/v1/conversations/order-1/messages", """[{"text":"Hi","sender":"alice","type":"UserMessage","idempotencyKey":"m1"}]""");
        sent.Text.Should().Contain("\"created\":true");

        var user = await host.CallAsync("GET", "/v1/users/alice");
        ((string?)user.Json["name"]).Should().Be("Alice");
        var conversation = await host.CallAsync("GET", "/v1/app/conversations/order-1");
        ((string?)conversation.Json["lastMessage"]!["text"]).Should().Be("Hi");
        ((bool?)conversation.Json["participants"]!["bob"]!["notify"]).Should().BeTrue();
        ((long)conversation.Json["createdAt"]!).Should().BeGreaterThan(1_700_000_000_000);
        conversation.ETag.Should().Be("\"1\"");
        var screen = await host.CallAsAsync("bob", "GET", "/v1/me/conversations/order-1");
        screen.Text.Should().Contain("\"markup\":[{\"node\":\"text\",\"text\":\"Hi\"}]").And.Contain("\"users\":{\"alice\":{\"name\":\"Alice\"");
    }
}
