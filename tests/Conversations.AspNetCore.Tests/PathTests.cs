using Microsoft.AspNetCore.Builder;

namespace Conversations.AspNetCore;

/// <summary>Ids come from the target of a request as it was sent, decoded once for each segment.</summary>
public sealed class PathTests
{
    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%2fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("%25", "%")]
    [InlineData("%", "%")]
    [InlineData("a%zz", "a%zz")]
    [InlineData("%F0%9F%98%80", "😀")]
    [InlineData("a+b", "a+b")]
    [InlineData("a%20b", "a b")]
    [InlineData("a;b", "a;b")]
    [InlineData("%2525", "%25")]
    [InlineData("...", "...")]
    [InlineData("%3F%23", "?#")]
    [InlineData("null", "null")]
    [InlineData("a%5Cb", "a\\b")]
    public async Task Id_is_decoded_once(string segment, string id)
    {
        await using var host = await HttpHost.StartAsync();
        await host.Conversations.SetUserAsync(new(id), new() { Name = "Found" });

        var (status, text) = await host.SendRawAsync("GET", $"/v1/users/{segment}");

        status.Should().Be(200);
        text.Should().Contain("\"name\":\"Found\"");
        (await host.SendRawAsync("GET", $"/v1/users/{segment}/conversations?limit=1")).Status.Should().Be(200);
        (await host.SendRawAsync("GET", $"/v1/app/users/{segment}")).Status.Should().Be(200);

        // In the absolute form of a target, which only proxies get, the server decodes everything. It finds the user or nobody, but never another one.
        var (absolute, body) = await host.SendRawAsync("GET", $"http://{host.Url.Authority}/v1/users/{segment}");
        (absolute is 404 or 405 || (absolute == 200 && body.Contains("\"name\":\"Found\"", StringComparison.Ordinal))).Should().BeTrue(body);
    }

    [Theory]
    [InlineData("/v1/users/.")]
    [InlineData("/v1/users/..")]
    [InlineData("/v1/users/%2E%2e")]
    [InlineData("/v1/users/%2E")]
    [InlineData("/v1/conversations/../users/alice")]
    [InlineData("/v1/conversations/%2e%2e/users/alice")]
    [InlineData("/v1/conversations/x/messages/..")]
    [InlineData("/v1/users/alice/..?limit=1")]
    public async Task Dots_as_a_segment_are_refused(string target)
    {
        await using var host = await HttpHost.StartAsync();
        await host.Conversations.SetUserAsync(new("alice"), new() { Name = "Alice" });

        var (status, text) = await host.SendRawAsync("GET", target);

        status.Should().Be(400);
        text.Should().Contain("INVALID_PATH");
    }

    [Theory]
    [InlineData("a%00b")]
    [InlineData("%FF")]
    [InlineData("%ED%A0%80")]
    [InlineData("%20a")]
    [InlineData("a%0Ab")]
    [InlineData("a%E2%80%8Db")]
    public async Task Segment_that_is_no_id_is_refused(string segment)
    {
        await using var host = await HttpHost.StartAsync();

        (await host.SendRawAsync("GET", $"/v1/users/{segment}")).Status.Should().Be(400);
    }

    [Fact]
    public async Task Id_may_have_255_bytes_and_a_prefix_may_come_before_all_paths()
    {
        await using var host = await HttpHost.StartAsync(prefix: "/chat/api");
        var id = new string('é', 127);
        await host.Conversations.SetUserAsync(new(id), new() { Name = "Long" });

        (await host.SendRawAsync("GET", $"/chat/api/users/{Uri.EscapeDataString(id)}")).Status.Should().Be(200);
        (await host.SendRawAsync("GET", $"/chat/api/users/{Uri.EscapeDataString(id)}%C3%A9/")).Status.Should().Be(400);
        (await host.SendRawAsync("GET", "/chat/api/users/alice/")).Status.Should().Be(404);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task Without_a_prefix_the_app_still_answers_what_nothing_else_does(string prefix)
    {
        await using var host = await HttpHost.StartAsync(prefix: prefix, map: app => app.MapFallback(() => "the app"));

        (await host.CallAsync("GET", "/anything")).Text.Should().Be("the app");
        (await host.CallAsync("GET", "/users/alice")).ErrorCode.Should().Be("USER_NOT_FOUND");
        (await host.CallAsAsync("alice", "GET", "/me/nothing")).ErrorCode.Should().Be("OPERATION_NOT_FOUND");
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404)]
    [InlineData("DELETE", "/v1/users/alice", 405)]
    [InlineData("GET", "/v1/other/users/alice", 404)]
    [InlineData("GET", "/v1", 404)]
    public async Task What_is_no_endpoint_is_answered_with_problem_details(string method, string target, int status)
    {
        await using var host = await HttpHost.StartAsync();

        var reply = await host.CallAsync(method, target);

        reply.Status.Should().Be(status);
        reply.Response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }
}
