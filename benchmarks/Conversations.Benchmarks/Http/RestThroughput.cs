using System.Diagnostics;
using System.Net.Http.Headers;

namespace Conversations.Benchmarks;

/// <summary>Measures sends and pages of messages over REST against a minimal API on the bare driver, by 64 connections over loopback.</summary>
internal static class RestThroughput
{
    private const int Connections = 64;
    private const int Rooms = 64;
    private const int TextLength = 140;

    internal static async Task<List<string>> RunAsync(string connectionString, int requests, int pairs)
    {
        await using var ours = await ApiHost.StartAsync(DeliveryStore.OnPostgreSql(connectionString, "http_rest"));
        await using var bare = await BareApi.StartAsync(connectionString, "http_bare");
        for (var room = 0; room < Rooms; room++)
            await ours.Conversations.CreateIfNotExistsAsync(StoreApp.Room(room), new() { Participants = [new(StoreApp.User(0)), new(StoreApp.User(1))] });

        var meter = await CpuMeter.WithServerAsync(connectionString);
        List<string> lines =
        [
            $"| {requests:N0} requests by {Connections} connections, PostgreSQL; median of {pairs} pairs (95 % interval) | rate against the bare API | the same by CPU of clients, hosts and server | requests/s, ours and bare |",
            "|---|--:|--:|--:|",
        ];
        foreach (var isSend in (bool[])[true, false])
        {
            var (rates, cpu, own, others) = (new Ratios(), new Ratios(), new List<double>(), new List<double>());
            for (var pair = -1; pair < pairs; pair++)
            {
                var uses = new (double Rate, double Cpu)[2];
                foreach (var which in pair % 2 == 0 ? (int[])[0, 1] : [1, 0])
                    uses[which] = await MeasureAsync(which == 0 ? ours : bare, isBare: which == 1, isSend, requests, meter);

                if (pair < 0)
                    continue;

                rates.Add(uses[0].Rate / uses[1].Rate);
                cpu.Add(uses[1].Cpu / uses[0].Cpu);
                own.Add(uses[0].Rate);
                others.Add(uses[1].Rate);
            }

            lines.Add($"| {(isSend ? "send a message" : "list the newest 30 messages")} | {rates} | {cpu} | {Ratios.Median(own):N0} and {Ratios.Median(others):N0} |");
        }

        return lines;
    }

    private static async Task<(double Rate, double Cpu)> MeasureAsync(ApiHost host, bool isBare, bool isSend, int requests, CpuMeter meter)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = Connections };
        using var client = new HttpClient(handler) { BaseAddress = host.Url };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {ApiHost.Key}");
        var body = $$"""{"text":"{{new string('a', TextLength)}}","sender":"{{StoreApp.User(0)}}"}""";
        var (before, begin, next) = (meter.Read(), Stopwatch.GetTimestamp(), 0);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i <= requests; i = Interlocked.Increment(ref next))
            {
                var room = StoreApp.Room(i % Rooms);
                using var request = new HttpRequestMessage(
                    isSend ? HttpMethod.Post : HttpMethod.Get, isBare ? $"/bare/{room}" : $"/v1/conversations/{room}/messages{(isSend ? "" : "?limit=30")}");
                if (isSend)
                {
                    request.Content = new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes(body));
                    request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                }

                using var response = await client.SendAsync(request);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsByteArrayAsync();
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var used = meter.Read().Since(before);
        return (requests / seconds, (used.Own + used.Server).TotalSeconds);
    }
}
