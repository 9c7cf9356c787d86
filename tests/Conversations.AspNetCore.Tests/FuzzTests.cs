using System.Diagnostics.CodeAnalysis;
using System.Text;
using Conversations.Operations;

namespace Conversations.AspNetCore;

/// <summary>Random requests: whatever is sent, nothing is answered by 500.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Random inputs of a test, which a seed repeats.")]
public sealed class FuzzTests
{
    private static readonly string[] _texts =
    [
        "", " ", "a", "alice", "room", "m1", "null", "__proto__", "\ud800", "\u0000", "😀", "%", "..", "é", "' OR 1=1 --", "{0}", "${jndi:x}", new('x', 300), "\u202e", "1", "-1",
    ];

    private static readonly string[] _names =
    [
        "text", "sender", "senderId", "type", "custom", "idempotencyKey", "name", "email", "phone", "participants", "subject", "photoUrl", "welcomeMessages", "access", "notify", "history",
        "id", "userId", "readUntil", "upTo", "timestamp", "isTyping", "referencedMessageId", "limit", "cursor", "startingAfter", "filter", "orderBy", "before", "after", "around",
    ];

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("CONVERSATIONS_HTTP_FUZZ"), out var rounds) ? rounds : 3_000;

    [Fact]
    public async Task Nothing_is_answered_by_500()
    {
        await using var host = await HttpHost.StartAsync();
        await host.Conversations.CreateIfNotExistsAsync(new("room"), new() { Participants = [new(new("alice")), new(new("bob"))] });
        await host.Conversations.SendAsync(new("room"), new("alice"), "Hello", new("m1"));
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var operations = ServerOperations.All.Select(one => (Operation: one, Prefix: "/v1")).Concat(UserOperations.All(hasContacts: false).Select(one => (Operation: one, Prefix: "/v1/me"))).ToArray();
        for (var i = 0; i < Rounds; i++)
        {
            var (operation, prefix) = operations[random.Next(operations.Length)];
            var target = prefix + string.Concat(operation.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(segment => "/" + (segment[0] == '{' ? SegmentOf(random) : segment)));
            if (random.Next(2) == 0)
                target += "?" + string.Join('&', Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{_names[random.Next(_names.Length)]}={SegmentOf(random)}"));

            var body = random.Next(4) == 0 ? null : JsonOf(random, 0);
            using var request = new HttpRequestMessage(new(operation.Method), new Uri(host.Url, target));
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {HttpHost.Key}");
            request.Headers.TryAddWithoutValidation(HttpHost.UserHeader, "alice");
            request.Headers.TryAddWithoutValidation("If-Match", random.Next(3) == 0 ? "\"1\"" : "*");
            if (body is not null)
            {
                request.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
                request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            }

            using var response = await host.Client.SendAsync(request);

            ((int)response.StatusCode).Should().BeLessThan(500, $"seed {seed}, round {i}: {operation.Method} {target} {body} got {await response.Content.ReadAsStringAsync()}");
        }
    }

    private static string SegmentOf(Random random) => random.Next(6) switch
    {
        0 => "room",
        1 => "alice",
        2 => "m1",
        3 => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"%{random.Next(256):X2}")),
        4 => "%F0%9F%91%8D",
        _ => Uri.EscapeDataString(_texts[random.Next(_texts.Length)].Replace("\ud800", "", StringComparison.Ordinal) is { Length: > 0 } text && text != ".." ? text : "x"),
    };

    private static string JsonOf(Random random, int depth) => random.Next(depth > 3 ? 6 : 10) switch
    {
        0 => "null",
        1 => random.Next(-5, 100).ToString(System.Globalization.CultureInfo.InvariantCulture),
        2 => random.Next(2) == 0 ? "true" : "1e999",
        3 => StringOf(_texts[random.Next(_texts.Length)]),
        4 => StringOf(_texts[random.Next(_texts.Length)]),
        5 => random.Next(10) == 0 ? "{" : "\"x\"",
        6 or 7 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => JsonOf(random, depth + 1)))}]",
        _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(6)).Select(_ => $"\"{_names[random.Next(_names.Length)]}\":{JsonOf(random, depth + 1)}"))}}}",
    };

    private static string StringOf(string text) =>
        $"\"{string.Concat(text.Select(unit => unit is '"' or '\\' or < ' ' or > '~' ? $"\\u{(int)unit:x4}" : unit.ToString()))}\"";
}
