using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using BenchmarkDotNet.Mathematics;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>Measures whether an endpoint that never answers delays nine others.</summary>
internal static class DeadEndpoint
{
    private const int Alive = 9;
    private const int Rooms = 100;
    private const int Pairs = 3;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(40);

    internal static async Task<List<string>> RunAsync(int seconds)
    {
        var (without, beside) = (new List<double>(), new List<double>());
        for (var pair = 0; pair < Pairs; pair++)
        {
            without.AddRange(await MeasureAsync(seconds, isBeside: false));
            beside.AddRange(await MeasureAsync(seconds, isBeside: true));
        }

        var (left, right) = (new Statistics(without), new Statistics(beside));
        var (p99, p99Beside) = (left.Percentiles.Percentile(99), right.Percentiles.Percentile(99));
        return
        [
            $"| ms from the call that sends until each of {Alive} receivers has the webhook | p50 | p99 | p50 beside a dead one | p99 beside it | p99 against without |",
            "|---|--:|--:|--:|--:|--:|",
            $"| in memory, the dead one takes connections and never answers | {left.Median:N1} | {p99:N1} | {right.Median:N1} | {p99Beside:N1} | {p99Beside / p99:N2}× |",
        ];
    }

    private static async Task<List<double>> MeasureAsync(int seconds, bool isBeside)
    {
        var (sentAt, times) = (new ConcurrentDictionary<string, long>(), new ConcurrentQueue<double>());
        await using var receiver = new FastReceiver();
        await using var dead = new FastReceiver(answers: false);
        receiver.On = body => times.Enqueue(Stopwatch.GetElapsedTime(sentAt[MessageOf(body.Span)]).TotalMilliseconds);
        await using var app = new DeliveryApp(DeliveryStore.InMemory, builder =>
        {
            foreach (var number in Enumerable.Range(0, Alive))
                builder.AddWebhook($"alive-{number}", options => WebhookThroughput.Configure(options, receiver.Url));

            if (isBeside)
                builder.AddWebhook("dead", options => WebhookThroughput.Configure(options, dead.Url));
        });
        await app.CreateAsync(Rooms);
        await app.StartAsync(Alive + (isBeside ? 1 : 0));
        var (begin, sent) = (Stopwatch.GetTimestamp(), 0);
        for (; Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds; sent++)
        {
            var id = $"message-{sent}";
            sentAt[id] = Stopwatch.GetTimestamp();
            await app.Conversations.SendAsync(StoreApp.Room(sent % Rooms), StoreApp.User(0), IContestant.Text, new MessageId(id));
            await Task.Delay(_pause);
        }

        while (times.Count < sent * Alive)
            await Task.Delay(10);

        // The first messages compile the code.
        return [.. times.Skip(sent * Alive / 10)];
    }

    private static string MessageOf(ReadOnlySpan<byte> body)
    {
        var rest = body[(body.IndexOf("\"messageId\":\""u8) + "\"messageId\":\""u8.Length)..];
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'"')]);
    }
}
