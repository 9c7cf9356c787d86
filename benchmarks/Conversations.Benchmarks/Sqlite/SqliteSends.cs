using System.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>How many durable sends are there in a second, and how long does one take?</summary>
internal static class SqliteSends
{
    private const int Rounds = 12;
    private static readonly TimeSpan _round = TimeSpan.FromSeconds(0.75);
    private static readonly Load[] _loads =
    [
        new("1 sender", 1, 1),
        new("8 senders, 8 conversations", 8, 8),
        new("64 senders, 64 conversations", 64, 64),
        new("64 senders, 1 conversation", 64, 1),
    ];

    internal static async Task<List<string>> RunAsync(SqliteFolder folder)
    {
        var results = new List<SendResults>();
        foreach (var load in _loads)
            results.Add(await MeasureAsync(folder, load));

        var names = results[0].Names;
        SendChart.Write([.. names], [.. results.Select(one => (one.Load.Name, one.PerSecond))]);
        List<string> lines =
        [
            $"| durable sends/s, best of {Rounds} rounds | {string.Join(" | ", names)} | against bare | against EF Core |",
            "|---|--:|--:|--:|--:|--:|",
            .. results.Select(one =>
                $"| {one.Load.Name} | {string.Join(" | ", one.PerSecond.Select(value => $"{value:N0}"))} | {one.Ratio(1):N2}× | {one.Ratio(2):N1}× |"),
            "",
            $"| latency of a send, ms: median / p99 | {string.Join(" | ", names)} |",
            "|---|--:|--:|--:|",
            .. results.Select(one => $"| {one.Load.Name} | {string.Join(" | ", one.Latencies.Select(Quantiles))} |"),
        ];
        return lines;
    }

    /// <summary>Measures all contestants in turn, round by round, and takes the best of each: other work on the machine only ever slows one down.</summary>
    private static async Task<SendResults> MeasureAsync(SqliteFolder folder, Load load)
    {
        var files = new[] { folder.File("ours"), folder.File("bare"), folder.File("ef") };
        foreach (var file in files)
            await SqliteApp.MakeAsync(file, load.Rooms, load.Senders);

        await using var ours = new SqliteApp(files[0]);
        await using var bare = new BareCommits(files[1]);
        await using var ef = new EfContestant(files[2]);
        IContestant[] contestants = [ours, bare, ef];
        var results = new SendResults(load, [.. contestants.Select(one => one.Name)]);
        for (var round = -1; round < Rounds; round++)
        {
            for (var i = 0; i < contestants.Length; i++)
            {
                var (sent, latencies) = await RoundAsync(contestants[i], load);
                if (round >= 0)
                    results.Add(i, sent / _round.TotalSeconds, latencies);
            }
        }

        return results;
    }

    /// <summary>Gives the sends that began in the round. Of those that it cut off, the latency counts, but not the number.</summary>
    private static async Task<(int Sent, List<double> Latencies)> RoundAsync(IContestant contestant, Load load)
    {
        var start = Stopwatch.GetTimestamp();
        var sent = 0;
        var latencies = await Task.WhenAll(Enumerable.Range(0, load.Senders).Select(user => Task.Run(async () =>
        {
            var own = new List<double>();
            while (Stopwatch.GetElapsedTime(start) < _round)
            {
                var begin = Stopwatch.GetTimestamp();
                await contestant.SendAsync(user, user % load.Rooms);
                own.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
                if (Stopwatch.GetElapsedTime(start) < _round)
                    Interlocked.Increment(ref sent);
            }

            return own;
        })));
        return (sent, [.. latencies.SelectMany(one => one)]);
    }

    private static string Quantiles(List<double> latencies)
    {
        latencies.Sort();
        return $"{latencies[latencies.Count / 2]:N2} / {latencies[latencies.Count * 99 / 100]:N2}";
    }
}
