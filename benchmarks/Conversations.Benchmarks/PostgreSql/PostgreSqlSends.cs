namespace Conversations.Benchmarks;

/// <summary>Measures durable sends per second, and the latency of a send.</summary>
internal static class PostgreSqlSends
{
    private static readonly string[] _schemas = ["ours", "inserts", "transactions", "ef"];
    private static readonly Load[] _loads =
    [
        new("1 sender", 1, 1),
        new("8 senders, 8 conversations", 8, 8),
        new("64 senders, 64 conversations", 64, 64),
        new("64 senders, 1 conversation", 64, 1),
    ];

    internal static async Task<List<string>> RunAsync(string connection)
    {
        var results = new List<SendResults>();
        foreach (var load in _loads)
            results.Add(await MeasureAsync(connection, load));

        var names = results[0].Names;
        SendChart.Write(
            "postgresql.svg", "Durable sends per second into PostgreSQL", [.. names], [.. results.Select(one => (one.Load.Name, one.PerSecond))]);
        return
        [
            $"| durable sends/s, best of {SendRounds.Count} rounds | {string.Join(" | ", names)} |{string.Concat(names.Skip(1).Select(name => $" against {name} |"))}",
            $"|---|{string.Concat(names.Select(_ => "--:|"))}{string.Concat(names.Skip(1).Select(_ => "--:|"))}",
            .. results.Select(one =>
                $"| {one.Load.Name} | {string.Join(" | ", one.PerSecond.Select(value => $"{value:N0}"))} |"
                + string.Concat(Enumerable.Range(1, names.Length - 1).Select(other => $" {one.Ratio(other):N2}× |"))),
            "",
            $"| latency of a send, ms: median / p99 | {string.Join(" | ", names)} |",
            $"|---|{string.Concat(names.Select(_ => "--:|"))}",
            .. results.Select(one => $"| {one.Load.Name} | {string.Join(" | ", one.Quantiles())} |"),
        ];
    }

    private static async Task<SendResults> MeasureAsync(string connection, Load load)
    {
        var schemas = _schemas.Select(name => $"{name}_{load.Senders}_{load.Rooms}").ToArray();
        foreach (var schema in schemas)
        {
            await using var app = StoreApp.OnPostgreSql(connection, schema);
            await app.MakeAsync(load.Rooms, load.Senders);
        }

        await using var ours = StoreApp.OnPostgreSql(connection, schemas[0]);
        await using var inserts = await BareInserts.OpenAsync(connection, schemas[1], load);
        await using var transactions = await BareTransactions.OpenAsync(connection, schemas[2], load);
        await using var ef = new EfOnPostgreSql(connection, schemas[3]);
        return await SendRounds.MeasureAsync(load, ours, inserts, transactions, ef);
    }
}
