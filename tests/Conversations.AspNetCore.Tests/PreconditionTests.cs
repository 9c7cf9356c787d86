using Microsoft.Extensions.DependencyInjection;

namespace Conversations.AspNetCore;

/// <summary>Expected versions, keys that make a request safe to repeat, and drafts and patches that have one form.</summary>
public sealed class PreconditionTests
{
    private static readonly ConversationId _room = new("room");

    [Fact]
    public async Task Settings_change_only_if_their_version_is_the_expected_one()
    {
        await using var host = await StartAsync();
        var tag = (await host.CallAsync("GET", "/v1/conversations/room")).ETag!;

        (await host.CallAsync("PUT", "/v1/conversations/room", """{"subject":"One"}""", ("If-Match", tag))).Status.Should().Be(200);
        var stale = await host.CallAsync("PUT", "/v1/conversations/room", """{"subject":"Two"}""", ("If-Match", tag));
        (await host.CallAsync("DELETE", "/v1/conversations/room", null, ("If-Match", tag))).Status.Should().Be(412);
        (await host.CallAsync("PUT", "/v1/conversations/room/participants/eve", null, ("If-Match", tag))).Status.Should().Be(412);
        (await host.CallAsync("DELETE", "/v1/conversations/room/participants/bob", null, ("If-Match", tag))).Status.Should().Be(412);

        (stale.Status, stale.ErrorCode).Should().Be((412, "VERSION_CONFLICT"));
        (await host.Conversations.FindAsync(_room))!.Subject.Should().Be("One");
        (await host.CallAsync("PUT", "/v1/conversations/room", """{"subject":"Three"}""", ("If-Match", "*"))).Status.Should().Be(200);
    }

    [Theory]
    [InlineData("\"7\"")]
    [InlineData("\"x\"")]
    [InlineData("W/\"1\"")]
    [InlineData("1")]
    [InlineData("\"1\", \"2\"")]
    public async Task Tag_that_was_never_given_matches_nothing(string tag)
    {
        await using var host = await StartAsync();

        (await host.CallAsync("PUT", "/v1/conversations/room", """{"subject":"One"}""", ("If-Match", tag))).Status.Should().Be(412);
    }

    [Fact]
    public async Task Message_changes_only_if_its_revision_is_the_expected_one()
    {
        await using var host = await StartAsync();
        var sent = await host.CallAsAsync("alice", "POST", "/v1/me/conversations/room/messages", """{"text":"One","idempotencyKey":"m1"}""");

        (await host.CallAsAsync("alice", "PATCH", "/v1/me/conversations/room/messages/m1", """{"text":"Two"}""", ("If-Match", sent.ETag!))).Status.Should().Be(200);
        (await host.CallAsAsync("alice", "PATCH", "/v1/me/conversations/room/messages/m1", """{"text":"Three"}""", ("If-Match", sent.ETag!))).Status.Should().Be(412);
        (await host.CallAsync("PUT", "/v1/conversations/room/messages/m1", """{"text":"Three"}""", ("If-Match", "\"9\""))).Status.Should().Be(412);
    }

    [Fact]
    public async Task Operation_that_cannot_depend_on_a_version_is_refused_if_it_is_asked_to()
    {
        await using var host = await StartAsync();
        await host.Conversations.SendAsync(_room, new("alice"), "Hi", new("m1"));

        (await host.CallAsAsync("alice", "DELETE", "/v1/me/conversations/room/messages/m1", null, ("If-Match", "\"0\""))).Status.Should().Be(412);
        (await host.Conversations.FindMessageAsync(_room, new("m1"))).Should().NotBeNull();
    }

    [Theory]
    [InlineData("startingAfter=m1&orderDirection=ASC", "m2 m3 m4 m5")]
    [InlineData("startingAfter=m5", "m4 m3 m2 m1")]
    [InlineData("orderDirection=ASC", "m1 m2 m3 m4 m5")]
    public async Task Pages_that_begin_after_a_message_go_on(string query, string expected)
    {
        await using var host = await StartAsync();
        for (var i = 1; i <= 5; i++)
            await host.Conversations.SendAsync(_room, new("alice"), "Hi", new($"m{i}"));

        var (ids, cursor) = (new List<string>(), "");
        do
        {
            var page = await host.CallAsync("GET", $"/v1/conversations/room/messages?limit=1&{query}{cursor}");
            page.Status.Should().Be(200, page.Text);
            ids.AddRange(page.Json["data"]!.AsArray().Select(one => (string)one!["id"]!));
            cursor = (string?)page.Json["next"] is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
        }
        while (cursor.Length > 0);

        string.Join(' ', ids).Should().Be(expected);
    }

    [Fact]
    public async Task Of_several_messages_each_has_its_result()
    {
        await using var host = await StartAsync();

        var reply = await host.CallAsync(
            "POST", "/v1/conversations/room/messages", """[{"text":"a","sender":"alice"},{"text":"b","sender":"eve"},{"text":"c","sender":"bob"}]""");

        reply.Json.AsArray().Select(one => (bool)one!["created"]!).Should().Equal(true, false, true);
        ((int)reply.Json[1]!["error"]!["status"]!).Should().Be(403);
        ((string?)reply.Json[1]!["id"]).Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task List_has_a_hundred_participants_of_each_conversation_and_the_limits_of_the_app_hold()
    {
        await using var host = await HttpHost.StartAsync(add: builder => builder.Services.Configure<ConversationsOptions>(options => options.Limits = new() { MaxPageSize = 20 }));
        await host.Conversations.CreateIfNotExistsAsync(_room, new() { Participants = [.. Enumerable.Range(0, 30).Select(i => new ParticipantDraft(new($"user-{i}")))] });

        var list = await host.CallAsync("GET", "/v1/conversations");

        list.Json["data"]![0]!["participants"]!.AsObject().Should().HaveCount(20);
        (await host.CallAsync("GET", "/v1/conversations?limit=21")).Field.Should().Be("limit");
        (await host.CallAsAsync("user-1", "GET", "/v1/me/conversations/room")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Answers_are_not_stored_and_never_304()
    {
        await using var host = await StartAsync();

        var reply = await host.CallAsync("GET", "/v1/conversations/room", null, ("If-None-Match", "\"1\""));

        reply.Status.Should().Be(200);
        reply.Response.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await host.CallAsync("GET", "/v1/conversations/none")).Response.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    [Fact]
    public async Task Idempotency_key_is_the_id_of_the_message()
    {
        await using var host = await StartAsync();
        Task<Reply> SendAsync(string text, string user = "alice") =>
            host.CallAsAsync(user, "POST", "/v1/me/conversations/room/messages", $$"""{"text":"{{text}}"}""", ("Idempotency-Key", "key-1"));

        var (first, second, other, another) = (await SendAsync("Hi"), await SendAsync("Hi"), await SendAsync("Hello"), await SendAsync("Hi", "bob"));

        ((bool)first.Json["created"]!, (bool)second.Json["created"]!).Should().Be((true, false));
        ((string?)second.Json["message"]!["id"]).Should().Be("key-1");
        (other.Status, other.ErrorCode, another.Status).Should().Be((409, "IDEMPOTENCY_KEY_CONFLICT", 409));
        var several = await host.CallAsync(
            "POST", "/v1/conversations/room/messages", """[{"text":"a","sender":"alice"},{"text":"b","sender":"alice"}]""", ("Idempotency-Key", "key-2"));
        (several.Status, several.Field).Should().Be((400, "Idempotency-Key"));
    }

    [Theory]
    [InlineData("""["eve","dan"]""")]
    [InlineData("""[{"userId":"eve"},{"id":"dan"}]""")]
    [InlineData("""{"eve":null,"dan":{}}""")]
    [InlineData("""["eve",{"userId":"dan","access":"ReadWrite","notify":true}]""")]
    public async Task Participants_have_one_meaning_in_every_form_whether_the_conversation_exists_or_not(string participants)
    {
        await using var host = await StartAsync();

        (await host.CallAsync("PUT", "/v1/conversations/new", $$"""{"participants":{{participants}}}""")).Status.Should().Be(200);
        (await host.CallAsync("PUT", "/v1/conversations/room", $$"""{"participants":{{participants}}}""")).Status.Should().Be(200);

        (await host.Conversations.FindAsync(new("new")))!.ParticipantCount.Should().Be(2);
        (await host.Conversations.FindAsync(_room))!.ParticipantCount.Should().Be(4);
    }

    [Fact]
    public async Task What_is_left_out_stays_and_null_resets()
    {
        await using var host = await StartAsync();
        await host.CallAsync("PUT", "/v1/conversations/room", """{"subject":"S","custom":{"a":"1","b":"2"},"welcomeMessages":["Hi"]}""");

        await host.CallAsync("PUT", "/v1/conversations/room", """{"subject":null,"custom":{"a":null}}""");

        var room = await host.Conversations.FindAsync(_room);
        (room!.Subject, room.Custom.ToJson(), room.WelcomeMessages.Count).Should().Be((null, """{"b":"2"}""", 1));
    }

    private static async Task<HttpHost> StartAsync()
    {
        var host = await HttpHost.StartAsync();
        await host.Conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(new("alice")), new(new("bob"))] });
        return host;
    }
}
