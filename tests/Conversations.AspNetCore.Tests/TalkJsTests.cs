using System.Text.Json.Nodes;

namespace Conversations.AspNetCore;

/// <summary>
/// Calls as a backend that was written against TalkJS makes them, in the order of an afternoon: TalkJS's documentation of its REST API gives methods, paths, names and
/// values. Only the base address is another one.
/// </summary>
public sealed class TalkJsTests
{
    [Fact]
    public async Task Backend_that_was_written_against_TalkJS_moves_by_its_base_address()
    {
        await using var host = await HttpHost.StartAsync();
        foreach (var (method, path, body, check) in Calls)
        {
            var reply = await host.CallAsync(method, $"/v1/app{path}", body);

            reply.Status.Should().Be(200, $"{method} {path} answered {reply.Text}");
            check(reply.Json);
        }
    }

    private static (string Method, string Path, string? Body, Action<JsonNode> Check)[] Calls =>
    [
        ("PUT", "/users/alice", """{"name":"Alice","email":["alice@example.com"],"phone":["+44123"],"photoUrl":"https://example.com/a.png","role":"buyer","locale":"en-GB","welcomeMessage":"Hi!","custom":{"tier":"gold"}}""", IsEmpty),
        ("PUT", "/users/sebastian", """{"name":"Sebastian","email":["sebastian@example.com"],"availabilityText":"Back at 9","pushTokens":{}}""", IsEmpty),
        ("PUT", "/users", """{"carol":{"name":"Carol"},"dave":{"name":"Dave","email":null}}""", IsEmpty),
        ("PUT", "/users/alice", """{"role":"seller","custom":{"tier":null,"since":"2024"}}""", IsEmpty),
        ("GET", "/users/alice", null, json => json.ToJsonString().Should().Contain("\"role\":\"seller\"").And.Contain("\"custom\":{\"since\":\"2024\"}").And.Contain("alice@example.com")),
        ("GET", "/users?limit=2", null, json => $"{string.Join(' ', Ids(json))}, then {json["next"]}".Should().Be("alice carol, then carol")),
        ("GET", "/users?limit=2&startingAfter=carol", null, json => Ids(json).Should().Equal("dave", "sebastian")),
        ("PUT", "/conversations/order_391", """{"participants":["alice","sebastian"],"subject":"Order 391","welcomeMessages":["Hello!"],"custom":{"orderId":"391"},"photoUrl":null}""", IsEmpty),
        ("PUT", "/conversations/order_391/participants/carol", """{"access":"Read","notify":false}""", IsEmpty),
        ("PATCH", "/conversations/order_391/participants/carol", """{"notify":"MentionsOnly"}""", IsEmpty),
        ("PUT", "/conversations/order_391/participants/dave", null, IsEmpty),
        ("DELETE", "/conversations/order_391/participants/dave", null, IsEmpty),
        ("GET", "/conversations/order_391", null, json =>
        {
            json["participants"]!.AsObject().Select(one => one.Key).Should().BeEquivalentTo("alice", "sebastian", "carol");
            json["participants"]!["carol"]!.ToJsonString().Should().Contain("\"access\":\"Read\"").And.Contain("\"notify\":\"MentionsOnly\"");
            (json["lastMessage"], (string?)json["subject"], (string?)json["custom"]!["orderId"]).Should().Be((null, "Order 391", "391"));
        }),
        ("POST", "/conversations/order_391/messages", """[{"text":"Is it *available*?","sender":"alice","type":"UserMessage","idempotencyKey":"first"},{"text":"Payment received","type":"SystemMessage","custom":{"kind":"payment"}}]""",
            json => json.AsArray().Select(one => (string?)one!["id"]).Should().HaveCount(2).And.HaveElementAt(0, "first")),
        ("POST", "/conversations/order_391/messages", """[{"text":"Is it *available*?","sender":"alice","type":"UserMessage","idempotencyKey":"first"}]""", json => ((bool)json[0]!["created"]!).Should().BeFalse()),
        ("GET", "/conversations/order_391/messages", null, json =>
        {
            json["data"]!.AsArray().Select(one => (string?)one!["type"]).Should().Equal("SystemMessage", "UserMessage");
            (json["data"]![0]!["senderId"], (string?)json["data"]![1]!["senderId"], (string?)json["data"]![1]!["origin"]).Should().Be((null, "alice", "rest"));
        }),
        ("GET", "/conversations/order_391/messages/first", null, json => ((string?)json["id"]).Should().Be("first")),
        ("PUT", "/conversations/order_391/messages/first", """{"text":"Is it still available?","custom":{"edited":"yes"}}""", IsEmpty),
        ("PUT", "/conversations/order_391/messages/first/reactions/%F0%9F%91%8D/sebastian", null, IsEmpty),
        ("GET", "/conversations/order_391/messages/first", null, json =>
        {
            ((string?)json["text"], (string?)json["custom"]!["edited"]).Should().Be(("Is it still available?", "yes"));
            json["editedAt"].Should().NotBeNull();
            ((string?)json["reactions"]![0]!["emoji"]).Should().Be("👍");
        }),
        ("DELETE", "/conversations/order_391/messages/first/reactions/%F0%9F%91%8D/sebastian", null, IsEmpty),
        ("POST", "/conversations/order_391/messages", """[{"text":"Yes","sender":"sebastian","type":"UserMessage","referencedMessageId":"first","idempotencyKey":"reply"}]""", json => json.AsArray().Should().HaveCount(1)),
        ("GET", "/conversations/order_391/messages?limit=1", null, json => (Ids(json)[0], json["next"] is not null).Should().Be(("reply", true))),
        ("GET", "/conversations/order_391/messages?limit=100&startingAfter=reply", null, json => json["data"]!.AsArray().Should().HaveCount(2)),
        ("GET", "/conversations/order_391/messages?limit=1&startingAfter=reply", null, json => json["next"].Should().NotBeNull()),
        ("GET", "/conversations/order_391/messages?orderBy=createdAt&orderDirection=ASC&limit=1", null, json => Ids(json).Should().Equal("first")),
        ("GET", "/conversations/order_391", null, json => json["participants"]!.AsObject().Select(one => $"{one.Key}: {one.Value!["isUnread"]}").Order().Should().Equal("alice: true", "carol: true", "sebastian: false")),
        ("GET", "/users/carol/conversations?unreadsOnly=true", null, json => (Ids(json)[0], (long)json["data"]![0]!["unreadMessageCount"]!).Should().Be(("order_391", 3L))),
        ("PATCH", "/users/carol/conversations/order_391", """{"readUntil":"reply"}""", IsEmpty),
        ("GET", "/users/carol/conversations?unreadsOnly=true", null, json => Ids(json).Should().BeEmpty()),
        ("PATCH", "/users/alice/conversations/order_391", """{"readUntil":9500000000000}""", IsEmpty),
        ("GET", "/users/alice/conversations?unreadsOnly=true", null, json => Ids(json).Should().BeEmpty()),
        ("PUT", "/conversations/order_392", """{"participants":["alice","dave"],"custom":{"orderId":"392"}}""", IsEmpty),
        ("GET", "/users/alice/conversations?limit=1", null, json => Ids(json).Should().HaveCount(1)),
        ("GET", "/users/alice/conversations?startingAfter=order_392", null, json => Ids(json).Should().Equal("order_391")),
        ("GET", "/conversations?limit=1", null, json => (Ids(json)[0], json["next"] is not null).Should().Be(("order_391", true))),
        ("GET", "/conversations?startingAfter=order_391", null, json => Ids(json).Should().Equal("order_392")),
        ("GET", "/conversations?filter=" + Uri.EscapeDataString("""{"custom":{"orderId":["==","392"]}}"""), null, json => Ids(json).Should().Equal("order_392")),
        ("GET", "/conversations?filter=" + Uri.EscapeDataString("""{"custom":{"orderId":["oneOf",["391","392"]],"other":"!exists"},"subject":["!=","x"]}"""), null, json => Ids(json).Should().Equal("order_391", "order_392")),
        ("GET", "/conversations?lastMessageAfter=1500000000000&lastMessageBefore=9500000000000", null, json => Ids(json).Should().Equal("order_391")),
        ("GET", "/conversations?filter=" + Uri.EscapeDataString("""{"lastMessageTs":["<",1500000000000]}"""), null, json => Ids(json).Should().BeEmpty()),
        ("GET", "/users/alice/conversations?filter=" + Uri.EscapeDataString("""{"access":["==","ReadWrite"],"hasUnreadMessages":false,"custom":{"orderId":"exists"}}"""), null, json => Ids(json).Should().Equal("order_392", "order_391")),
        ("POST", "/import/conversations/order_392/messages", """[{"text":"Old","sender":"dave","type":"UserMessage","timestamp":1500000000000,"idempotencyKey":"old-1"}]""", json => ((long)json["stored"]!).Should().Be(1)),
        ("POST", "/import/conversations/order_392/messages", """[{"text":"Old","sender":"dave","type":"UserMessage","timestamp":1500000000000,"idempotencyKey":"old-1"}]""", json => ((long)json["alreadyThere"]!).Should().Be(1)),
        ("GET", "/conversations/order_392/messages/old-1", null, json => ((long)json["createdAt"]!, (string?)json["origin"]).Should().Be((1_500_000_000_000, "import"))),
        ("POST", "/batch", """[[1,"PUT","/users/erin",{"name":"Erin"},{"api_version":"2021-02-09"}],[2,"GET","/users/erin"],[3,"GET","/users/alice/conversations",{"limit":"1"}],[4,"GET","/non/existing/endpoint"],[5,"DELETE","/conversations/order_392"]]""",
            json =>
            {
                json.AsArray().Select(one => $"{one![0]}: {one[1]}").Should().Equal("1: 200", "2: 200", "3: 200", "4: 404", "5: 200");
                json[2]![2]!["data"]!.AsArray().Should().HaveCount(1);
            }),
        ("DELETE", "/conversations/order_391/messages/reply", null, IsEmpty),
        ("DELETE", "/conversations/order_391", null, IsEmpty),
        ("GET", "/conversations", null, json => Ids(json).Should().BeEmpty()),
    ];

    private static void IsEmpty(JsonNode json) => json.ToJsonString().Should().Be("{}");

    private static string[] Ids(JsonNode json) => [.. json["data"]!.AsArray().Select(one => (string)one!["id"]!)];
}
