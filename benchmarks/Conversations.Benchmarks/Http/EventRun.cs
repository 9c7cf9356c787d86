using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Conversations.Benchmarks;

/// <summary>Measures events: from a POST on one host to a client of another one, and a thousand clients at a time.</summary>
internal static class EventRun
{
    private const int Messages = 300;

    /// <summary>The pauses between sends differ, so that they do not keep step with a poll.</summary>
    private static readonly int[] _pauses = [28, 41, 33, 25, 37];

    internal static async Task<List<string>> LatencyAsync(string connectionString)
    {
        var store = DeliveryStore.OnPostgreSql(connectionString, "http_events");
        await using var first = await ApiHost.StartAsync(store);
        await using var second = await ApiHost.StartAsync(store);
        await CreateAsync(first, 1, 1);
        List<string> lines = [$"| ms from the POST to an SSE client, {Messages} messages, PostgreSQL | p50 | p95 | max |", "|---|--:|--:|--:|"];
        foreach (var (name, host) in new[] { ("on the same host", first), ("on another host", second) })
        {
            var times = await MeasureAsync(first, host);
            lines.Add($"| {name} | {times[times.Length / 2]:N1} | {times[times.Length * 95 / 100]:N1} | {times[^1]:N1} |");
        }

        return lines;
    }

    /// <summary>Returns the times in ascending order.</summary>
    private static async Task<double[]> MeasureAsync(ApiHost sender, ApiHost host)
    {
        using var stop = new CancellationTokenSource();
        var (sentAt, times, ready) = (new long[Messages + 100], new List<double>(), new TaskCompletionSource());
        var reading = ReadAsync(host, StoreApp.User(1).Value, ready, (i, at) => times.Add(Stopwatch.GetElapsedTime(sentAt[i], at).TotalMilliseconds), stop.Token);
        await ready.Task;
        using var client = Client(sender);
        for (var i = 0; i < sentAt.Length; i++)
        {
            sentAt[i] = Stopwatch.GetTimestamp();
            await SendAsync(client, 0, i);
            await Task.Delay(_pauses[i % _pauses.Length]);
        }

        await Task.Delay(1_000);
        await stop.CancelAsync();
        await reading;
        return [.. times.Skip(times.Count - Messages).Order()];
    }

    internal static async Task<List<string>> ManyAsync(string connectionString, int connections, int seconds)
    {
        const int perSecond = 100;
        await using var host = await ApiHost.StartAsync(DeliveryStore.OnPostgreSql(connectionString, "http_many"));
        await CreateAsync(host, connections, connections);
        var idle = GC.GetTotalMemory(forceFullCollection: true);
        using var stop = new CancellationTokenSource();
        var (got, ready) = (0, Enumerable.Range(0, connections).Select(_ => new TaskCompletionSource()).ToArray());
        var reading = Enumerable.Range(0, connections)
            .Select(i => ReadAsync(host, StoreApp.User(i + 1).Value, ready[i], (_, _) => Interlocked.Increment(ref got), stop.Token)).ToArray();
        await Task.WhenAll(ready.Select(one => one.Task));
        var connected = GC.GetTotalMemory(forceFullCollection: true);

        var meter = await CpuMeter.WithServerAsync(connectionString);
        var (before, begin, sent) = (meter.Read(), Stopwatch.GetTimestamp(), 0);
        using var client = Client(host);
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds)
        {
            await SendAsync(client, sent % connections, sent);
            sent++;
            var ahead = sent * 1000.0 / perSecond - Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            if (ahead > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(ahead));
        }

        var used = meter.Read().Since(before);
        for (var i = 0; i < 100 && Volatile.Read(ref got) < sent; i++)
            await Task.Delay(50);

        await stop.CancelAsync();
        await Task.WhenAll(reading);
        return
        [
            $"| {connections:N0} SSE connections, {perSecond} messages a second for {seconds} s, PostgreSQL | |",
            "|---|--:|",
            $"| messages sent, and lost | {sent:N0}, {sent - got:N0} |",
            $"| memory for each connection, client and host together | {(connected - idle) / (double)connections / 1024:N1} KB |",
            $"| CPU of client and host, and of the server, in cores | {used.Own.TotalSeconds / seconds:N2}, {used.Server.TotalSeconds / seconds:N2} |",
        ];
    }

    private static async Task CreateAsync(ApiHost host, int rooms, int users) => await Parallel.ForAsync(0, rooms, async (room, _) =>
        await host.Conversations.CreateIfNotExistsAsync(
            StoreApp.Room(room), new() { Participants = [new(StoreApp.User(0)), new(StoreApp.User(room % users + 1))] }, CancellationToken.None));

    private static HttpClient Client(ApiHost host)
    {
        var client = new HttpClient { BaseAddress = host.Url };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {ApiHost.Key}");
        return client;
    }

    private static async Task SendAsync(HttpClient client, int room, int number)
    {
        using var content = new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes($$"""{"text":"{{number}}","sender":"{{StoreApp.User(0)}}"}"""));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await client.PostAsync(new Uri($"/v1/conversations/{StoreApp.Room(room)}/messages", UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
    }

    private static async Task ReadAsync(ApiHost host, string user, TaskCompletionSource ready, Action<int, long> on, CancellationToken stop)
    {
        try
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Url, "/v1/me/changes"));
            request.Headers.TryAddWithoutValidation(ApiHost.UserHeader, user);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            response.EnsureSuccessStatusCode();
            await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(stop)).EnumerateAsync(stop))
            {
                var at = Stopwatch.GetTimestamp();
                using var one = JsonDocument.Parse(item.Data);
                switch (one.RootElement.GetProperty("event").GetString())
                {
                    case "caughtUp":
                        ready.TrySetResult();
                        break;
                    case "message.sent":
                        on(int.Parse(one.RootElement.GetProperty("message").GetProperty("text").GetString()!, System.Globalization.CultureInfo.InvariantCulture), at);
                        break;
                }
            }
        }
        catch (Exception error) when (stop.IsCancellationRequested && error is OperationCanceledException or IOException or HttpRequestException)
        {
            // The run is over.
        }
    }
}
