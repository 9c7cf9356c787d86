namespace Conversations.Benchmarks;

/// <summary>Measures durable sends per second, and the latency of a send.</summary>
internal static class SqliteSends
{
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
        SendChart.Write("sqlite.svg", "Durable sends per second into a SQLite file", [.. names], [.. results.Select(one => (one.Load.Name, one.PerSecond))]);
        List<string> lines =
        [
            $"| durable sends/s, best of {SendRounds.Count} rounds | {string.Join(" | ", names)} | against bare | against EF Core |",
            "|---|--:|--:|--:|--:|--:|",
            .. results.Select(one =>
                $"| {one.Load.Name} | {string.Join(" | ", one.PerSecond.Select(value => $"{value:N0}"))} | {one.Ratio(1):N2}× | {one.Ratio(2):N1}× |"),
            "",
            $"| latency of a send, ms: median / p99 | {string.Join(" | ", names)} |",
            "|---|--:|--:|--:|",
            .. results.Select(one => $"| {one.Load.Name} | {string.Join(" | ", one.Quantiles())} |"),
        ];
        return lines;
    }

    private static async Task<SendResults> MeasureAsync(SqliteFolder folder, Load load)
    {
        var files = new[] { folder.File("ours"), folder.File("bare"), folder.File("ef") };
        foreach (var file in files)
        {
            await using var app = StoreApp.OnSqlite(file);
            await app.MakeAsync(load.Rooms, load.Senders);
        }

        await using var ours = StoreApp.OnSqlite(files[0]);
        await using var bare = new BareCommits(files[1]);
        await using var ef = new EfContestant(files[2]);
        return await SendRounds.MeasureAsync(load, ours, bare, ef);
    }
}
