using System.Collections.Concurrent;
using System.Diagnostics;
using BenchmarkDotNet.Mathematics;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>Measures the time from the answer to a send until a watch has the message, on the same host and on another one.</summary>
internal static class CommitToWatcher
{
    private const int Messages = 500;
    private const int Rooms = 20;

    /// <summary>The number of messages before the first that is measured: a host that sends finds out within a second that another one watches.</summary>
    private const int WarmUp = 200;

    /// <summary>The pauses between sends differ, so that they do not keep step with a poll.</summary>
    private static readonly int[] _pauses = [8, 21, 13, 5, 17];

    internal static async Task<List<string>> RunAsync(IReadOnlyList<DeliveryStore> stores)
    {
        List<string> lines =
        [
            $"| ms from the answer to a send until a watch has it, {Messages} messages | p50 | p95 | p99 | max |",
            "|---|--:|--:|--:|--:|",
        ];
        foreach (var store in stores)
        {
            foreach (var (ofUser, isElsewhere) in ((bool, bool)[])[(false, false), (true, false), (false, true), (true, true)])
            {
                // Processes that share a file find each other's changes when they look, which takes a second and more.
                if (isElsewhere && store.Schema is null)
                    continue;

                var what = $"{store.Name}: {(ofUser ? "all rooms of a user" : "a room")}, {(isElsewhere ? "on another host" : "on the same host")}";
                lines.Add(Line(what, await MeasureAsync(store with { Schema = store.Schema is null ? null : $"{store.Schema}_{(ofUser ? 1 : 0)}{(isElsewhere ? 1 : 0)}" }, ofUser, isElsewhere)));
            }

            if (store.Schema is not null)
                lines.Add(Line("bare NOTIFY to LISTEN, two connections", await MeasureNotifyAsync(store.Place!)));
        }

        return lines;
    }

    private static string Line(string what, List<double> times)
    {
        var statistics = new Statistics(times);
        return $"| {what} | {statistics.Median:N2} | {statistics.Percentiles.P95:N2} | {statistics.Percentiles.Percentile(99):N2} | {statistics.Max:N1} |";
    }

    private static async Task<List<double>> MeasureAsync(DeliveryStore store, bool ofUser, bool isElsewhere)
    {
        await using var app = new DeliveryApp(store);
        await using var other = new DeliveryApp(store);
        await app.CreateAsync(Rooms);
        var watching = isElsewhere ? other : app;
        await using var watched = new Watched();
        var (sent, came) = (new Dictionary<MessageId, long>(), new ConcurrentDictionary<MessageId, long>());
        watched.On = id => came[id] = Stopwatch.GetTimestamp();
        if (ofUser)
            await watched.AddAsync(watching, [StoreApp.User(1)]);
        else
            await watched.AddAsync(watching, Enumerable.Range(0, Rooms));

        for (var i = -WarmUp; i < Messages; i++)
        {
            var id = new MessageId($"{ofUser}-{isElsewhere}-{i}");
            await app.Conversations.SendAsync(StoreApp.Room((i + WarmUp) % Rooms), StoreApp.User(0), IContestant.Text, id);
            if (i >= 0)
                sent.Add(id, Stopwatch.GetTimestamp());

            await Task.Delay(_pauses[(i + WarmUp) % _pauses.Length]);
        }

        await watched.ReachAsync(Messages + WarmUp);

        // What has not come has no time, which ends the measurement.
        return [.. sent.Select(one => Math.Max(0, Stopwatch.GetElapsedTime(one.Value, came[one.Key]).TotalMilliseconds))];
    }

    /// <summary>Measures what the database and the driver need to wake another connection.</summary>
    private static async Task<List<double>> MeasureNotifyAsync(string connectionString)
    {
        await using var listening = new NpgsqlConnection(connectionString);
        await using var telling = new NpgsqlConnection(connectionString);
        await listening.OpenAsync();
        await telling.OpenAsync();
        await using (var listen = new NpgsqlCommand("LISTEN floor", listening))
            await listen.ExecuteNonQueryAsync();

        var times = new List<double>();
        for (var i = 0; i < Messages; i++)
        {
            var waiting = listening.WaitAsync();
            var begin = Stopwatch.GetTimestamp();
            await using (var notify = new NpgsqlCommand("NOTIFY floor", telling))
                await notify.ExecuteNonQueryAsync();

            await waiting;
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            await Task.Delay(_pauses[i % _pauses.Length]);
        }

        return times;
    }
}
