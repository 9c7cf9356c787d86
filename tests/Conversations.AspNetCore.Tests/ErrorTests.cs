using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.AspNetCore;

public sealed class ErrorTests
{
    public static TheoryData<string, string, string?, int, string?> BadInputs
    {
        get
        {
            const string messages = "/v1/conversations/room/messages", user = "/v1/users/alice", room = "/v1/conversations/room";
            return new()
            {
                { "PUT", user, null, 400, "body" },
                { "PUT", user, "", 400, "body" },
                { "PUT", user, "null", 400, "body" },
                { "PUT", user, "[]", 400, "body" },
                { "PUT", user, "{", 400, "body" },
                { "PUT", user, """{"name":"a"} x""", 400, "body" },
                { "PUT", user, """{"name":"a","name":"b"}""", 400, "name" },
                { "PUT", user, """{"name":1}""", 400, "name" },
                { "PUT", user, """{"name":""}""", 400, "name" },
                { "PUT", user, """{"name":null}""", 400, "name" },
                { "PUT", user, """{"name":"\ud800"}""", 400, "name" },
                { "PUT", user, """{"name":"a","email":{}}""", 400, "email" },
                { "PUT", user, """{"name":"a","custom":{"a":1}}""", 400, "custom" },
                { "PUT", user, """{"name":"a","custom":{"a":"\u0000"}}""", 400, "custom" },
                { "PUT", user, """{"name":"a","custom":[]}""", 400, "custom" },
                { "PUT", "/v1/users", """[null]""", 400, "[0]" },
                { "PUT", "/v1/users", """[{"name":"a"}]""", 400, "[0].id" },
                { "PUT", "/v1/users", """[{"id":"a","name":"a"},{"id":"a","name":"b"}]""", 400, "[1].id" },
                { "PUT", "/v1/users", """{"a":{"name":"a"},"a":{"name":"b"}}""", 400, "[1].id" },
                { "POST", "/v1/batch", """[[1,"GET","/users",{"\ud800":"x"}]]""", 400, "[0]" },
                { "PUT", "/v1/users", """[{"id":" a","name":"a"}]""", 400, "[0].id" },
                { "PUT", room, """{"participants":[1]}""", 400, "participants" },
                { "PUT", room, """{"participants":[{}]}""", 400, "participants" },
                { "PUT", room, """{"participants":"alice"}""", 400, "participants" },
                { "PUT", room, """{"participants":["alice","alice"]}""", 400, "participants" },
                { "PUT", room, """{"participants":{"alice":{"access":"Admin"}}}""", 400, "participants" },
                { "PUT", room, """{"participants":{"alice":{"notify":"Some"}}}""", 400, "participants" },
                { "PUT", room, """{"participants":{"\ud800":null}}""", 400, "participants" },
                { "PUT", room, """{"photoUrl":"javascript:alert(1)"}""", 400, "photoUrl" },
                { "PUT", room, """{"welcomeMessages":[null]}""", 400, "welcomeMessages" },
                { "PUT", "/v1/conversations/new", "{}", 400, "participants" },
                { "POST", messages, "[]", 400, "body" },
                { "POST", messages, "[null]", 400, null },
                { "POST", messages, """{"sender":"alice"}""", 400, "text" },
                { "POST", messages, """{"text":"a"}""", 400, "sender" },
                { "POST", messages, """{"text":"a","sender":"alice","type":"Robot"}""", 400, "type" },
                { "POST", messages, """{"text":" ","sender":"alice"}""", 400, "text" },
                { "POST", messages, """{"text":"\ud800","sender":"alice"}""", 400, "text" },
                { "POST", messages, """{"text":"a","sender":"alice","idempotencyKey":""}""", 400, "idempotencyKey" },
                { "POST", messages, """{"text":"a","sender":"alice","referencedMessageId":"none"}""", 404, null },
                { "POST", messages, """[{"text":"a","sender":"alice"},{"text":"","sender":"alice"}]""", 400, "[1].text" },
                { "POST", messages, """[1,2,3,4,5,6,7,8,9,10,11]""", 400, null },
                { "GET", messages + "?limit=0", null, 400, "limit" },
                { "GET", messages + "?limit=101", null, 400, "limit" },
                { "GET", messages + "?limit=x", null, 400, "limit" },
                { "GET", messages + "?limit=1&limit=2", null, 400, "limit" },
                { "GET", messages + "?cursor=x", null, 400, "cursor" },
                { "GET", messages + "?startingAfter=none", null, 400, "startingAfter" },
                { "GET", messages + "?orderDirection=UP", null, 400, "orderDirection" },
                { "GET", messages + "?before=-1", null, 400, null },
                { "GET", "/v1/conversations?filter=x", null, 400, "filter" },
                { "GET", "/v1/conversations?filter={\"custom\":{\"a\":1}}", null, 400, "filter.custom" },
                { "GET", "/v1/conversations?filter={\"color\":1}", null, 400, "filter" },
                { "GET", "/v1/conversations?unreadsOnly=true", null, 400, null },
                { "GET", "/v1/conversations?lastMessageAfter=-1", null, 400, "lastMessageAfter" },
                { "GET", "/v1/conversations?lastMessageAfter=99999999999999999", null, 400, "lastMessageAfter" },
                { "GET", "/v1/conversations/none", null, 404, null },
                { "GET", messages + "/none", null, 404, null },
                { "PATCH", room + "/participants/nobody", "{}", 404, null },
                { "POST", "/v1/batch", "[1]", 400, "[0]" },
                { "POST", "/v1/batch", """[["GET","/users/a"]]""", 400, "[0]" },
                { "POST", "/v1/batch", """[[1,"GET"]]""", 400, "[0]" },
                { "POST", "/v1/batch", """[[1,"GET","/users/.."]]""", 400, null },
                { "POST", "/v1/import/conversations/room/messages", """[{"text":"a","sender":"alice","idempotencyKey":"i"}]""", 400, "[0].timestamp" },
                { "POST", "/v1/import/conversations/room/messages", """[{"text":"a","sender":"alice","idempotencyKey":"i","timestamp":-1}]""", 400, "[0].timestamp" },
                { "PUT", messages + "/m1/reactions/x/alice", null, 400, "emoji" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(BadInputs))]
    public async Task Bad_input_is_refused_with_the_field(string method, string path, string? body, int status, string? field)
    {
        await using var host = await HttpHost.StartAsync();
        await host.Conversations.CreateIfNotExistsAsync(new("room"), new() { Participants = [new(new("alice"))] });
        await host.Conversations.SendAsync(new("room"), new("alice"), "Hello", new("m1"));

        var reply = await host.CallAsync(method, path, body);

        reply.Status.Should().Be(status, reply.Text);
        reply.Response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        if (field is not null)
            reply.Field.Should().StartWith(field);

        (await host.Conversations.FindAsync(new("room")))!.MessageCount.Should().Be(1, "nothing was written");
    }

    [Fact]
    public async Task Body_that_is_too_large_or_too_deep_is_refused()
    {
        await using var host = await HttpHost.StartAsync();

        (await host.CallAsync("PUT", "/v1/users/alice", $$"""{"name":"{{new string('a', 2 * 1024 * 1024)}}"}""")).Status.Should().Be(413);
        (await host.CallAsync("PUT", "/v1/users/alice", new string('[', 100_000))).Status.Should().Be(400);
    }

    [Fact]
    public async Task Problem_has_the_members_of_the_standard_and_those_of_TalkJS()
    {
        await using var host = await HttpHost.StartAsync();

        var problem = (await host.CallAsync("PUT", "/v1/users/alice", """{"name":""}""")).Json;

        problem.AsObject().Select(member => member.Key).Should().Equal("type", "title", "status", "detail", "field", "errorCode", "reasons");
        ((string?)problem["reasons"]!["name"]).Should().Be((string?)problem["detail"]);
    }

    [Fact]
    public async Task Exceptions_of_the_library_in_endpoints_of_the_app_are_mapped_and_others_are_not()
    {
        await using var host = await HttpHost.StartAsync(map: app =>
        {
            app.MapGet("/app/lost", (IConversations conversations) => conversations.SendAsync(new("none"), new("alice"), "Hi"));
            app.MapGet("/app/long", (IConversations conversations) => conversations.SendAsync(new("none"), new("alice"), new string('a', 10_001)));
            app.MapGet("/app/own", string () => throw new InvalidOperationException("A secret of the app."));
        });

        var (lost, tooLong, own) = (await host.SendAsync("GET", "/app/lost", null), await host.SendAsync("GET", "/app/long", null), await host.SendAsync("GET", "/app/own", null));

        (lost.Status, lost.ErrorCode).Should().Be((404, "CONVERSATION_NOT_FOUND"));
        (tooLong.Status, tooLong.Field).Should().Be((400, "text"));
        own.Status.Should().Be(500);
        own.Text.Should().NotContain("secret");
    }

    [Fact]
    public async Task Policy_of_the_app_that_refuses_a_message_is_told_with_its_reason()
    {
        await using var host = await HttpHost.StartAsync(add: builder => builder.AddSendPolicy<NoShouting>());
        await host.Conversations.CreateIfNotExistsAsync(new("room"), new() { Participants = [new(new("alice"))] });

        var reply = await host.CallAsAsync("alice", "POST", "/v1/me/conversations/room/messages", """{"text":"LOUD"}""");

        (reply.Status, (string?)reply.Json["detail"]).Should().Be((422, "No shouting."));
    }

    [SuppressMessage("Performance", "CA1812", Justification = "The provider creates it.")]
    internal sealed class NoShouting : ISendPolicy
    {
        public Task<SendVerdict> JudgeAsync(PolicyMessage message, CancellationToken cancellationToken) => Task.FromResult(SendVerdict.Refuse("No shouting."));
    }
}
