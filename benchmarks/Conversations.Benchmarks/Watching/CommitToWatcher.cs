using System.Collections.Concurrent;
using System.Diagnostics;
using BenchmarkDotNet.Mathematics;

namespace Conversations.Benchmarks;

/// <summary>Measures the time from the answer to a send until a watch on the same host has the message.</summary>
internal static class CommitToWatcher
{
    private const int Messages = 500;
    private const int Rooms = 20;

    /// <summary>The pauses between sends differ, so that they do not keep step with a poll.</summary>
    private static readonly int[] _pauses = [8, 21, 13, 5, 17];

    internal static async Task<List<string>> RunAsync(IEnumerable<DeliveryStore> stores)
    {
        List<string> lines =
        [
            $"| ms from the answer to a send until a watch on the same host has it, {Messages} messages | p50 | p95 | p99 | max |",
            "|---|--:|--:|--:|--:|",
        ];
        foreach (var store in stores)
        {
            var statistics = new Statistics(await MeasureAsync(store));
            lines.Add($"| {store.Name} | {statistics.Median:N2} | {statistics.Percentiles.P95:N2} | {statistics.Percentiles.Percentile(99):N2} | {statistics.Max:N1} |");
        }

        return lines;
    }

    private static async Task<List<double>> MeasureAsync(DeliveryStore store)
    {
        await using var app = new DeliveryApp(store);
        await app.CreateAsync(Rooms);
        await using var watched = new Watched();
        var (sent, came) = (new Dictionary<MessageId, long>(), new ConcurrentDictionary<MessageId, long>());
        watched.On = id => came[id] = Stopwatch.GetTimestamp();
        await watched.AddAsync(app, Enumerable.Range(0, Rooms));
        for (var i = 0; i < Messages; i++)
        {
            var id = new MessageId($"message-{i}");
            await app.Conversations.SendAsync(StoreApp.Room(i % Rooms), StoreApp.User(0), IContestant.Text, id);
            sent.Add(id, Stopwatch.GetTimestamp());
            await Task.Delay(_pauses[i % _pauses.Length]);
        }

        await watched.ReachAsync(Messages);

        // What has not come has no time, which ends the measurement.
        return [.. sent.Select(one => Math.Max(0, Stopwatch.GetElapsedTime(one.Value, came[one.Key]).TotalMilliseconds))];
    }
}
