using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.AspNetCore;

/// <summary>Two hosts on one database behind a round-robin proxy, without sticky sessions. One is restarted while clients send and watch.</summary>
public sealed class TwoHostTests : IDisposable
{
    private const int Rooms = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("conversations-http-").FullName;

    private static int Restarts => int.TryParse(Environment.GetEnvironmentVariable("CONVERSATIONS_HTTP_RESTARTS"), out var restarts) ? restarts : 3;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Clients_lose_nothing_and_get_nothing_twice_while_a_host_is_restarted()
    {
        var (first, second) = (await StartAsync(0), await StartAsync(0));
        for (var room = 0; room < Rooms; room++)
            await first.Conversations.CreateIfNotExistsAsync(new($"room-{room}"), new() { Participants = [new(new("alice")), new(new("bob"))] });

        await using var proxy = new RoundRobinProxy(first.Url.Port, second.Url.Port);
        using var stop = new CancellationTokenSource();
        var (sse, hub) = (new Seen(), new Seen());
        Task[] watching = [WatchByEventsAsync(proxy.Url, sse, stop.Token), WatchByHubAsync(proxy.Url, hub, stop.Token)];
        await UntilAsync(() => sse.IsReady && hub.IsReady);

        var sent = new ConcurrentBag<string>();
        using var quit = new CancellationTokenSource();
        var sending = Enumerable.Range(0, Rooms).Select(room => SendAsync(proxy.Url, $"room-{room}", sent, quit.Token)).ToArray();
        for (var restart = 0; restart < Restarts; restart++)
        {
            await UntilAsync(() => sent.Count > 20 * (restart + 1));
            var port = second.Url.Port;
            await second.DisposeAsync();
            second = await StartAsync(port);
        }

        await UntilAsync(() => sent.Count > 20 * (Restarts + 1));
        await quit.CancelAsync();
        await Task.WhenAll(sending);
        await UntilAsync(() => sse.Count >= sent.Count && hub.Count >= sent.Count);
        await stop.CancelAsync();
        await Task.WhenAll(watching);

        // Every acknowledged message is stored once, and each client knows each of them, in the order of the room.
        for (var room = 0; room < Rooms; room++)
        {
            var stored = new List<string>();
            await foreach (var message in first.Conversations.ListMessagesAsync(new($"room-{room}"), new() { After = 0 }))
                stored.Add(message.Id.Value);

            stored.Should().OnlyHaveUniqueItems();
            stored.Order(StringComparer.Ordinal).Should().Equal(sent.Where(id => id.StartsWith($"room-{room}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            sse.Of($"room-{room}").Should().Equal(stored);
            hub.Of($"room-{room}").Should().Equal(stored);
        }

        (sse.Faults.Concat(hub.Faults)).Should().BeEmpty();
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    private Task<HttpHost> StartAsync(int port) => HttpHost.StartAsync(add: builder => builder.UseSqlite($"Data Source={Path.Combine(_folder, "chat.db")}"), port: port);

    /// <summary>Sends until it is told to stop. What is not acknowledged is sent again with its key.</summary>
    private static async Task SendAsync(Uri url, string room, ConcurrentBag<string> sent, CancellationToken quit)
    {
        using var client = new HttpClient { BaseAddress = url };
        for (var i = 0; !quit.IsCancellationRequested; i++)
        {
            var id = $"{room}/{i}";
            while (!await TryAsync(id))
                await Task.Delay(10, CancellationToken.None);

            sent.Add(id);
            await Task.Delay(5, CancellationToken.None);
        }

        async Task<bool> TryAsync(string id)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/me/conversations/{room}/messages");
            request.Headers.Add(HttpHost.UserHeader, "alice");
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            request.Headers.Add("Idempotency-Key", id);
            request.Content = new ByteArrayContent("""{"text":"Hello"}"""u8.ToArray());
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            try
            {
                using var response = await client.SendAsync(request, CancellationToken.None);
                return response.StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }

    private static async Task WatchByEventsAsync(Uri url, Seen seen, CancellationToken stop)
    {
        using var client = new HttpClient();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var one in client.EventsAsync(new(url, "/v1/me/changes"), "bob", seen.Resume, stop))
                    await seen.TakeAsync(client, url, one, stop);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
            {
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    private static async Task WatchByHubAsync(Uri url, Seen seen, CancellationToken stop)
    {
        using var client = new HttpClient();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new HubConnectionBuilder().WithUrl(new Uri(url, "/v1/me/hub"), options =>
                {
                    options.SkipNegotiation = true;
                    options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
                    options.Headers.Add(HttpHost.UserHeader, "bob");
                    options.Headers.Add("Sec-Fetch-Site", "same-origin");
                }).Build();
                await connection.StartAsync(stop);
                await foreach (var one in connection.StreamAsync<JsonNode>("Watch", seen.Resume, stop))
                    await seen.TakeAsync(client, url, one, stop);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException
                or Microsoft.AspNetCore.SignalR.HubException or System.Net.WebSockets.WebSocketException)
            {
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 12_000 && !condition(); i++)
            await Task.Delay(10);

        condition().Should().BeTrue();
    }

    /// <summary>What a client knows: it reads a room again only when it is told to.</summary>
    private sealed class Seen
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, List<string>> _messages = [];

        internal string? Resume { get; private set; }

        internal bool IsReady { get; private set; }

        internal ConcurrentBag<string> Faults { get; } = [];

        internal int Count
        {
            get
            {
                lock (_lock)
                    return _messages.Values.Sum(list => list.Count);
            }
        }

        internal List<string> Of(string room) => _messages[room];

        internal async Task TakeAsync(HttpClient client, Uri url, JsonNode one, CancellationToken stop)
        {
            switch (EventClient.NameOf(one))
            {
                case "caughtUp":
                    IsReady = true;
                    break;
                case "resync":
                    await ReloadAsync(client, url, (string)one["conversationId"]!, stop);
                    break;
                case "message.sent":
                    Add((string)one["conversationId"]!, (string)one["messageId"]!, (long)one["sequence"]!);
                    break;
            }

            if ((string?)one["resume"] is { } resume)
                Resume = resume;
        }

        private void Add(string room, string id, long sequence)
        {
            lock (_lock)
            {
                if (!_messages.TryGetValue(room, out var list))
                    _messages.Add(room, list = []);

                // After a room was read again, its changes up to that moment may follow.
                if (sequence == list.Count + 1)
                    list.Add(id);
                else if (sequence > list.Count)
                    Faults.Add($"{room}: {sequence} came after {list.Count}.");
            }
        }

        private async Task ReloadAsync(HttpClient client, Uri url, string room, CancellationToken stop)
        {
            var read = new List<string>();
            for (string? cursor = ""; cursor is not null;)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, $"/v1/me/conversations/{room}/messages?orderDirection=ASC&limit=100{cursor}"));
                request.Headers.Add(HttpHost.UserHeader, "bob");
                using var response = await client.SendAsync(request, stop);
                response.EnsureSuccessStatusCode();
                var page = JsonNode.Parse(await response.Content.ReadAsStringAsync(stop))!;
                read.AddRange(page["data"]!.AsArray().Select(message => (string)message!["id"]!));
                cursor = (string?)page["next"] is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : null;
            }

            lock (_lock)
                _messages[room] = read;
        }
    }
}
