using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Conversations.AspNetCore;

/// <summary>Reads server-sent events as a browser does.</summary>
internal static class EventClient
{
    internal static async IAsyncEnumerable<JsonNode> EventsAsync(
        this HttpClient client, Uri url, string user, string? last = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation(HttpHost.UserHeader, user);
        if (last is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last);

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var parser = SseParser.Create(stream);
        await foreach (var item in parser.EnumerateAsync(cancellationToken))
        {
            var one = JsonNode.Parse(item.Data)!;
            if ((string?)one["resume"] is { } resume)
                parser.LastEventId.Should().Be(resume);

            yield return one;
        }
    }

    internal static IAsyncEnumerable<JsonNode> EventsAsync(this HttpHost host, string user, string? last = null, CancellationToken cancellationToken = default) =>
        host.Client.EventsAsync(new(host.Url, "/v1/me/changes"), user, last, cancellationToken);

    internal static string NameOf(JsonNode one) => (string)one["event"]!;
}
