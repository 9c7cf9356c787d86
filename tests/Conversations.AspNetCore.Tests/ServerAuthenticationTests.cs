using Microsoft.Extensions.DependencyInjection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Conversations.AspNetCore;

public sealed class ServerAuthenticationTests
{
    private static readonly string[] _types = ["app"];
    private static readonly long _soon = TimeProvider.System.GetUtcNow().AddSeconds(300).ToUnixTimeSeconds();

    public static TheoryData<string, string?> Refused => new()
    {
        { "nothing", null },
        { "empty", "" },
        { "no scheme", HttpHost.Key },
        { "another scheme", $"Basic {HttpHost.Key}" },
        { "a wrong key", $"Bearer {HttpHost.Key}x" },
        { "a part of the key", $"Bearer {HttpHost.Key[..^1]}" },
        { "the secret itself", $"Bearer {HttpHost.TokenSecret}" },
        { "a token of a user", Token(new { tokenType = "user", iss = "app", sub = "alice", exp = _soon }) },
        { "a token without a type", Token(new { iss = "app", sub = "alice", exp = _soon }) },
        { "a type that is an array", Token(new { tokenType = _types, iss = "app", exp = _soon }) },
        { "another issuer", Token(new { tokenType = "app", iss = "other", exp = _soon }) },
        { "no issuer", Token(new { tokenType = "app", exp = _soon }) },
        { "no expiry", Token(new { tokenType = "app", iss = "app" }) },
        { "expired", Token(new { tokenType = "app", iss = "app", exp = TimeProvider.System.GetUtcNow().AddSeconds(-1).ToUnixTimeSeconds() }) },
        { "not yet", Token(new { tokenType = "app", iss = "app", exp = _soon, nbf = _soon - 10 }) },
        { "alg none", Token(new { tokenType = "app", iss = "app", exp = _soon }, """{"alg":"none"}""", unsigned: true) },
        { "alg None with a signature", Token(new { tokenType = "app", iss = "app", exp = _soon }, """{"alg":"None"}""") },
        { "alg HS512", Token(new { tokenType = "app", iss = "app", exp = _soon }, """{"alg":"HS512","typ":"JWT"}""") },
        { "alg in lower case", Token(new { tokenType = "app", iss = "app", exp = _soon }, """{"alg":"hs256","typ":"JWT"}""") },
        { "a critical extension", Token(new { tokenType = "app", iss = "app", exp = _soon }, """{"alg":"HS256","crit":["b64"],"b64":false}""") },
        { "another secret", Token(new { tokenType = "app", iss = "app", exp = _soon }, secret: "another secret of at least 32 bytes") },
        { "a changed payload", Token(new { tokenType = "app", iss = "app", exp = _soon }).Replace(".ey", ".ez", StringComparison.Ordinal) },
        { "no token", "Bearer a.b.c" },
        { "a token of empty objects", "Bearer e30.e30.e30" },
        { "a payload that is an array", Token(_types) },
        { "an expiry that is no number", Token(new { tokenType = "app", iss = "app", exp = "soon" }) },
        { "an expiry beyond all times", Token(new { tokenType = "app", iss = "app", exp = 1e300 }) },
        { "five parts", "Bearer a.b.c.d.e" },
        { "blanks", "Bearer    " },
        { "a very long token", $"Bearer {new string('a', 10_000)}.b.c" },
        { "a token with two dots too many", Token(new { tokenType = "app", iss = "app", exp = _soon }) + ".." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Everything_but_a_key_and_a_token_of_the_app_is_refused(string what, string? authorization)
    {
        await using var host = await HttpHost.StartAsync();

        var reply = await host.SendAsync("GET", "/v1/users/alice", null, authorization is null ? [] : [("Authorization", authorization)]);

        reply.Status.Should().Be(401, what);
        reply.Response.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
    }

    [Theory]
    [InlineData("""{"alg":"HS256","typ":"JWT"}""")]
    [InlineData("""{"alg":"HS256"}""")]
    public async Task Token_of_the_app_is_accepted(string header)
    {
        await using var host = await HttpHost.StartAsync();

        var reply = await host.SendAsync("GET", "/v1/users/alice", null, ("Authorization", Token(new { tokenType = "app", iss = "app", exp = _soon }, header)));

        reply.Status.Should().Be(404);
        reply.ErrorCode.Should().Be("USER_NOT_FOUND");
    }

    [Fact]
    public async Task Second_key_and_second_secret_are_accepted_so_that_they_can_be_replaced()
    {
        const string newKey = "another key of at least 32 bytes!", newSecret = "another secret of at least 32 bytes";
        await using var host = await HttpHost.StartAsync(options =>
        {
            options.ServerKeys.Add(newKey);
            options.TokenSecrets.Add(newSecret);
        });

        (await host.SendAsync("GET", "/v1/users/alice", null, ("Authorization", $"bearer {newKey}"))).Status.Should().Be(404);
        (await host.SendAsync("GET", "/v1/users/alice", null, ("Authorization", Token(new { tokenType = "app", iss = "app", exp = _soon }, secret: newSecret)))).Status.Should().Be(404);
    }

    [Fact]
    public async Task Sides_that_nothing_opens_are_not_mapped()
    {
        await using var none = await HttpHost.StartAsync(options =>
        {
            options.ServerKeys.Clear();
            options.TokenSecrets.Clear();
            options.FindUser = null;
        });

        (none.Endpoints.Server, none.Endpoints.User).Should().Be((null, null));
        (await none.CallAsync("GET", "/v1/users/alice")).Status.Should().Be(404);
        (await none.CallAsAsync("alice", "GET", "/v1/me/conversations")).Status.Should().Be(404);
    }

    public static TheoryData<string, Action<ConversationsHttpOptions>> Wrong => new()
    {
        { "ServerKeys", options => options.ServerKeys.Add("31 bytes are not enough for this") },
        { "TokenSecrets", options => options.TokenSecrets.Add("short") },
        { "AppId", options => options.AppId = null },
        { "AppId", options => options.AppId = "a/b" },
        { "AppId", options => options.AppId = "users" },
        { "ServerKeys must differ", options => options.ServerKeys.Add(HttpHost.TokenSecret) },
        { "TokenSecrets must differ", options => options.SignatureSecrets.Add(HttpHost.TokenSecret) },
        { "AllowedOrigins", options => options.AllowedOrigins.Add("https://example.com/") },
        { "AllowedOrigins", options => options.AllowedOrigins.Add("*") },
        { "MaxStreamDuration", options => options.MaxStreamDuration = TimeSpan.FromHours(2) },
        { "MaxBodySize", options => options.MaxBodySize = 0 },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Wrong_options_are_refused_at_the_start_and_no_secret_is_shown(string named, Action<ConversationsHttpOptions> configure)
    {
        var start = () => HttpHost.StartAsync(options =>
        {
            configure(options);
            if (options.ServerKeys is [_, "31 bytes are not enough for this"])
                options.ServerKeys[1] = options.ServerKeys[1][..31];
        });

        var error = (await start.Should().ThrowAsync<OptionsValidationException>()).Which;
        error.Message.Should().Contain(named).And.NotContain(HttpHost.TokenSecret).And.NotContain(HttpHost.Key);
    }

    [Fact]
    public async Task Secret_of_ids_cannot_be_that_of_tokens()
    {
        var start = () => HttpHost.StartAsync(add: builder => builder.Services.Configure<ConversationsOptions>(options => options.IdSecrets.Add(HttpHost.TokenSecret)));

        await start.Should().ThrowAsync<OptionsValidationException>();
    }

    private static string Token(object payload, string header = """{"alg":"HS256","typ":"JWT"}""", string secret = HttpHost.TokenSecret, bool unsigned = false)
    {
        var signed = $"{WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes(header))}.{WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(payload))}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var key = Encoding.ASCII.GetBytes(secret);
        var signature = unsigned ? [] : header.Contains("512", StringComparison.Ordinal) ? HMACSHA512.HashData(key, bytes) : HMACSHA256.HashData(key, bytes);
        return $"Bearer {signed}.{WebEncoders.Base64UrlEncode(signature)}";
    }
}
