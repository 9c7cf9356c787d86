using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Conversations.AspNetCore;

/// <summary>Writes and the hub are refused to pages of other sites, which can send the cookies of the user.</summary>
public sealed class CrossSiteTests
{
    private const string Listed = "https://chat.example.com";

    [Theory]
    [InlineData("same", null, 200)]
    [InlineData("same", "same-origin", 200)]
    [InlineData("same", "cross-site", 403)]
    [InlineData("same", "same-site", 403)]
    [InlineData("same", "none", 403)]
    [InlineData(null, "same-origin", 200)]
    [InlineData(null, null, 403)]
    [InlineData(null, "same-site", 403)]
    [InlineData(null, "none", 403)]
    [InlineData("null", "same-origin", 403)]
    [InlineData("null", null, 403)]
    [InlineData("https://evil.example", null, 403)]
    [InlineData("https://evil.example", "same-origin", 403)]
    [InlineData("https://evil.example", "cross-site", 403)]
    [InlineData(Listed, "cross-site", 200)]
    [InlineData(Listed, null, 200)]
    [InlineData(Listed + ".evil.example", "cross-site", 403)]
    [InlineData("https with the host", "same-origin", 403)]
    [InlineData("same host, other port", "same-site", 403)]
    public async Task Origin_and_fetch_metadata_decide(string? origin, string? site, int status)
    {
        await using var host = await HttpHost.StartAsync(options => options.AllowedOrigins.Add(Listed));
        await host.Conversations.CreateIfNotExistsAsync(new("room"), new() { Participants = [new(new("alice"))] });
        var sent = origin switch
        {
            "same" => $"http://{host.Url.Authority}",
            "https with the host" => $"https://{host.Url.Authority}",
            "same host, other port" => $"http://{host.Url.Host}:1",
            _ => origin,
        };
        (string, string)[] headers =
        [
            (HttpHost.UserHeader, "alice"), ("Cookie", "session=1"),
            .. sent is { } value ? new[] { ("Origin", value) } : [], .. site is null ? [] : new[] { ("Sec-Fetch-Site", site) },
        ];

        (await host.SendAsync("POST", "/v1/me/conversations/room/messages", """{"text":"Hi"}""", headers)).Status.Should().Be(status);
        (await host.SendAsync("POST", "/v1/me/conversations/room/unread", null, headers)).Status.Should().Be(status);
        (await host.SendAsync("DELETE", "/v1/me/conversations/room/participants/alice", null, headers)).Status.Should().Be(status == 200 ? 403 : status);
        (await host.SendAsync("GET", "/v1/me/conversations", null, headers)).Status.Should().Be(200, "reading is left to CORS");

        var hub = await host.SendAsync("GET", "/v1/me/hub", null, headers);
        hub.Status.Should().Be(status == 200 ? 400 : 403, "a request that is admitted is no WebSocket");
        (await host.SendAsync("POST", "/v1/me/hub/negotiate?negotiateVersion=1", null, headers)).Status.Should().Be(status);
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("application/vnd.api+json", 200)]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("multipart/form-data; boundary=x", 415)]
    public async Task Body_with_a_cookie_has_to_be_json(string type, int status)
    {
        await using var host = await HttpHost.StartAsync();
        await host.Conversations.CreateIfNotExistsAsync(new("room"), new() { Participants = [new(new("alice"))] });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/me/conversations/room/messages");
        request.Content = new ByteArrayContent("""{"text":"Hi"}"""u8.ToArray());
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.TryAddWithoutValidation("Cookie", "session=1");
        request.Headers.TryAddWithoutValidation(HttpHost.UserHeader, "alice");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");

        using var response = await host.Client.SendAsync(request);

        ((int)response.StatusCode).Should().Be(status);
    }

    [Theory]
    [InlineData(null, 200)]
    [InlineData("session=1", 403)]
    public async Task Bearer_without_a_cookie_is_exempt(string? cookie, int status)
    {
        await using var host = await HttpHost.StartAsync();
        await host.Conversations.CreateIfNotExistsAsync(new("room"), new() { Participants = [new(new("alice"))] });

        var reply = await host.SendAsync(
            "POST", "/v1/me/conversations/room/messages", """{"text":"Hi"}""",
            [(HttpHost.UserHeader, "alice"), ("Authorization", "Bearer token"), ("Origin", "https://app.example"), .. cookie is null ? [] : new[] { ("Cookie", cookie) }]);

        reply.Status.Should().Be(status);
    }

    [Fact]
    public async Task Client_that_is_no_browser_may_send_the_cookie_of_a_load_balancer_with_its_bearer()
    {
        await using var host = await HttpHost.StartAsync();
        await host.Conversations.CreateIfNotExistsAsync(new("room"), new() { Participants = [new(new("alice"))] });

        var reply = await host.SendAsync(
            "POST", "/v1/me/conversations/room/messages", """{"text":"Hi"}""", (HttpHost.UserHeader, "alice"), ("Authorization", "Bearer token"), ("Cookie", "affinity=1"));

        reply.Status.Should().Be(200);
    }

    [Fact]
    public async Task Hub_opens_with_cookies_over_HTTP_2()
    {
        await using var host = await HttpHost.StartAsync(protocols: HttpProtocols.Http2);
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.SetRequestHeader(HttpHost.UserHeader, "alice");
        socket.Options.SetRequestHeader("Cookie", "session=1");
        socket.Options.SetRequestHeader("Sec-Fetch-Site", "same-origin");
        using var handler = new SocketsHttpHandler();
        using var invoker = new HttpMessageInvoker(handler);

        await socket.ConnectAsync(new($"ws://{host.Url.Authority}/v1/me/hub"), invoker, CancellationToken.None);

        socket.State.Should().Be(WebSocketState.Open);
    }

    [Fact]
    public async Task Token_in_the_query_is_not_read()
    {
        await using var host = await HttpHost.StartAsync();

        (await host.SendAsync("GET", $"/v1/users/alice?access_token={HttpHost.Key}", null)).Status.Should().Be(401);
        (await host.SendAsync("GET", "/v1/me/hub?access_token=alice", null)).Status.Should().Be(401);
    }
}
