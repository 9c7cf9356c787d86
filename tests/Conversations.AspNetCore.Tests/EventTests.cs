using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.AspNetCore;

/// <summary>The events of a user as server-sent events and by the hub.</summary>
public sealed class EventTests
{
    private static readonly ConversationId _room = new("room");
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");

    [Fact]
    public async Task First_event_comes_at_once_and_then_changes_with_what_a_screen_draws()
    {
        await using var host = await StartAsync();
        await using var events = host.EventsAsync("bob").GetAsyncEnumerator();

        (await NextAsync(events)).Should().Be("ready");
        await UntilAsync(events, "caughtUp");
        await host.Conversations.As(_alice).SendAsync(_room, "Hello *Bob*");
        var sent = await UntilAsync(events, "message.sent");

        ((string?)sent["message"]!["text"]).Should().Be("Hello *Bob*");
        ((string?)sent["message"]!["markup"]![1]!["node"]).Should().Be("span");
        ((string?)sent["sender"]!["name"]).Should().Be("Alice");
        ((long?)sent["unreadCount"]).Should().Be(1);
        ((long)sent["at"]!).Should().BeGreaterThan(1_700_000_000_000);
        sent["editedAt"].Should().BeNull();
        ((string?)sent["resume"]).Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task Stream_goes_on_after_the_event_that_was_the_last()
    {
        await using var host = await StartAsync();
        string token;
        await using (var events = host.EventsAsync("bob").GetAsyncEnumerator())
            token = (string)(await UntilAsync(events, "caughtUp"))["resume"]!;

        await host.Conversations.As(_alice).SendAsync(_room, "Missed");

        await using var next = host.EventsAsync("bob", token).GetAsyncEnumerator();
        var resync = await UntilAsync(next, "resync");
        ((string?)resync["conversationId"]).Should().Be("room");
        (await host.CallAsAsync("alice", "GET", "/v1/me/changes", null, ("Last-Event-ID", token))).Status.Should().Be(400, "a token is bound to its user");
        (await host.CallAsAsync("bob", "GET", "/v1/me/changes?resume=x")).Status.Should().Be(400);
    }

    [Fact]
    public async Task Heartbeat_comes_every_fifteen_seconds()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await StartAsync(add: builder => builder.Services.AddSingleton<TimeProvider>(time));
        await using var events = host.EventsAsync("bob").GetAsyncEnumerator();
        await UntilAsync(events, "caughtUp");

        for (var i = 0; i < 3; i++)
        {
            var next = NextAsync(events);
            for (var seconds = 0; !next.IsCompleted; seconds++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.WhenAny(next, Task.Delay(20));
            }

            (await next).Should().Be("heartbeat");
        }
    }

    [Theory]
    [InlineData(60, 3600, 60)]
    [InlineData(100_000, 3600, 3600)]
    [InlineData(100_000, 10, 10)]
    public async Task Stream_ends_when_the_authentication_expires_and_after_its_longest_duration(int expires, int longest, int ends)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var expiry = time.GetUtcNow().AddSeconds(expires);
        await using var host = await StartAsync(
            options => options.MaxStreamDuration = TimeSpan.FromSeconds(longest),
            builder => builder.Services.AddSingleton<TimeProvider>(time),
            app => app.Use((http, next) =>
            {
                var ticket = new AuthenticationTicket(new(), new() { ExpiresUtc = expiry }, "test");
                http.Features.Set<IAuthenticateResultFeature>(new Authenticated { AuthenticateResult = AuthenticateResult.Success(ticket) });
                return next();
            }));
        await using var events = host.EventsAsync("bob").GetAsyncEnumerator();
        await UntilAsync(events, "caughtUp");
        var end = EndAsync(events);

        time.Advance(TimeSpan.FromSeconds(ends - 2));
        await Task.Delay(50);
        end.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromSeconds(3));

        (await end).Should().BeTrue();
    }

    [Fact]
    public async Task Removed_user_gets_the_removal_and_nothing_of_the_conversation_after_it()
    {
        await using var host = await StartAsync();
        await using var events = host.EventsAsync("bob").GetAsyncEnumerator();
        await UntilAsync(events, "caughtUp");
        var other = await host.Conversations.CreateIfNotExistsAsync(new("other"), new() { Participants = [new(_alice), new(_bob)] });

        await host.Conversations.RemoveParticipantAsync(_room, _bob);
        await host.Conversations.As(_alice).SendAsync(_room, "secret");
        await host.Conversations.As(_alice).SendAsync(new("other"), "last");

        // What happens in two conversations may come in any order.
        var seen = new List<string>();
        while (!(seen.Exists(one => one.Contains("\"last\"", StringComparison.Ordinal)) && seen.Exists(one => one.Contains("participant.removed", StringComparison.Ordinal))) && await events.MoveNextAsync())
            seen.Add(events.Current.ToJsonString());

        seen.Should().ContainSingle(one => one.Contains("participant.removed"), string.Join('\n', seen));
        seen.Should().NotContain(one => one.Contains("secret"));
        other.Created.Should().BeTrue();
    }

    [Fact]
    public async Task Hub_streams_the_same_events_by_WebSockets_only()
    {
        await using var host = await StartAsync(add: builder => builder.Services.Configure<Microsoft.AspNetCore.SignalR.HubOptions>(options => options.EnableDetailedErrors = true));
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(host.Url, "/v1/me/hub"), options =>
        {
            options.SkipNegotiation = true;
            options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
            options.Headers.Add(HttpHost.UserHeader, "bob");
            options.Headers.Add("Sec-Fetch-Site", "same-origin");
        }).Build();
        await connection.StartAsync();
        await using var events = connection.StreamAsync<JsonNode>("Watch", (string?)null).GetAsyncEnumerator();

        (await NextAsync(events)).Should().Be("ready");
        var token = (string)(await UntilAsync(events, "caughtUp"))["resume"]!;
        await host.Conversations.As(_alice).SendAsync(_room, "Hello");
        var sent = await UntilAsync(events, "message.sent");

        ((string?)sent["message"]!["text"]).Should().Be("Hello");
        ((long)sent["at"]!).Should().BeGreaterThan(1_700_000_000_000);
        sent.AsObject().Should().NotContainKey("emoji", "what an event does not have is left out");

        await using var resumed = connection.StreamAsync<JsonNode>("Watch", token).GetAsyncEnumerator();
        ((long)(await UntilAsync(resumed, "resync"))["version"]!).Should().Be(2);
        var wrong = async () => await UntilAsync(connection.StreamAsync<JsonNode>("Watch", "x").GetAsyncEnumerator(), "ready");
        (await wrong.Should().ThrowAsync<Microsoft.AspNetCore.SignalR.HubException>()).Which.Message.Should().Contain("token");
    }

    [Fact]
    public async Task Directory_that_throws_takes_the_name_of_a_sender_away_and_no_event()
    {
        await using var host = await HttpHost.StartAsync(add: builder => builder.AddUserDirectory<BrokenDirectory>());
        await host.Conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice), new(_bob)] });
        await using var events = host.EventsAsync("bob").GetAsyncEnumerator();
        await UntilAsync(events, "caughtUp");

        await host.Conversations.As(_alice).SendAsync(_room, "Hello");

        (await UntilAsync(events, "message.sent"))["sender"].Should().BeNull();
        var own = await host.CallAsAsync("bob", "GET", "/v1/me/conversations");
        own.Status.Should().Be(500);
        own.Text.Should().NotContain("secret");
    }

    [Fact]
    public async Task Streams_of_a_user_are_limited()
    {
        await using var host = await StartAsync(add: builder => builder.Services.Configure<ConversationsOptions>(options => options.MaxWatchesPerUser = 2));
        await using var first = host.EventsAsync("bob").GetAsyncEnumerator();
        await using var second = host.EventsAsync("bob").GetAsyncEnumerator();
        await UntilAsync(first, "caughtUp");
        await UntilAsync(second, "caughtUp");

        var third = await host.CallAsAsync("bob", "GET", "/v1/me/changes");

        (third.Status, third.ErrorCode).Should().Be((429, "TOO_MANY_WATCHES"));
    }

    [Fact]
    public async Task Letters_of_all_scripts_are_written_as_they_are()
    {
        await using var host = await StartAsync();
        await host.Conversations.As(_alice).SendAsync(_room, "Привет, 世界 <b>");

        var page = await host.CallAsAsync("bob", "GET", "/v1/me/conversations/room/messages");

        page.Text.Should().Contain("\"text\":\"Привет, 世界 <b>\"");
        page.Response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
    }

    [Fact]
    public async Task Hub_needs_a_user()
    {
        await using var host = await StartAsync();

        (await host.SendAsync("GET", "/v1/me/hub", null)).Status.Should().Be(401);
        (await host.SendAsync("POST", "/v1/me/hub/negotiate", null)).Status.Should().Be(401);
    }

    [Fact]
    public async Task Client_that_does_not_read_holds_no_events_back_in_memory()
    {
        await using var host = await StartAsync();
        using var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(host.Url.Host, host.Url.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /v1/me/changes HTTP/1.1\r\nHost: {host.Url.Authority}\r\n{HttpHost.UserHeader}: bob\r\n\r\n"));
        await using var witness = host.EventsAsync("bob").GetAsyncEnumerator();
        await UntilAsync(witness, "caughtUp");

        var text = new string('x', 9_000);
        for (var i = 0; i < 200; i++)
            await host.Conversations.As(_alice).SendAsync(_room, text);

        for (var i = 0; i < 200; i++)
            await UntilAsync(witness, "message.sent");

        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 1_000; i++)
            await host.Conversations.As(_alice).SendAsync(_room, text);

        for (var i = 0; i < 1_000; i++)
            await UntilAsync(witness, "message.sent");

        // The log itself, which is in memory here, takes 18 MB of these. Events that wait for the client would take as much again, as text and as JSON.
        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(30_000_000);
    }

    private static async Task<HttpHost> StartAsync(
        Action<ConversationsHttpOptions>? configure = null, Action<IConversationsBuilder>? add = null, Action<WebApplication>? map = null)
    {
        var host = await HttpHost.StartAsync(configure, add, map);
        await host.Conversations.SetUserAsync(_alice, new() { Name = "Alice", Emails = ["alice@example.com"] });
        await host.Conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice), new(_bob)] });
        return host;
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<JsonNode> events)
    {
        (await events.MoveNextAsync()).Should().BeTrue();
        return EventClient.NameOf(events.Current);
    }

    private static async Task<JsonNode> UntilAsync(IAsyncEnumerator<JsonNode> events, string name)
    {
        while (await events.MoveNextAsync())
        {
            events.Current.ToJsonString().Should().NotContain("alice@example.com");
            if (EventClient.NameOf(events.Current) == name)
                return events.Current;
        }

        throw new InvalidOperationException($"The stream ended before {name}.");
    }

    private static async Task<bool> EndAsync(IAsyncEnumerator<JsonNode> events)
    {
        while (await events.MoveNextAsync())
        {
        }

        return true;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812", Justification = "The provider creates it.")]
    internal sealed class BrokenDirectory : IUserDirectory
    {
        public Task<IReadOnlyCollection<User>> FindAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken) =>
            throw new ArgumentException("Keyword not supported: secret");
    }

    private sealed class Authenticated : IAuthenticateResultFeature
    {
        public AuthenticateResult? AuthenticateResult { get; set; }
    }
}
