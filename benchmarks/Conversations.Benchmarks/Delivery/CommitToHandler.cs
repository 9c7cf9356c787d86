using System.Diagnostics;
using BenchmarkDotNet.Mathematics;
using Conversations.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>Measures the time from a send to the handler, on the same host and on another one.</summary>
internal static class CommitToHandler
{
    private const int Messages = 200;
    private const int Rooms = 20;
    private const int PoolerSessions = 20;

    /// <summary>The pauses between sends differ, so that they do not keep step with a poll.</summary>
    private static readonly int[] _pauses = [20, 70, 45, 31, 58];

    internal static async Task<List<string>> RunAsync(DeliveryPlan plan, SqliteFolder folder, ThrowAwayServer server, string connection)
    {
        using var pooler = ThrowAwayPooler.Start(server, PoolerSessions);
        return
        [
            $"| ms from the call that sends to the handler, {Messages} messages | p50 | p95 | p99 | max |",
            "|---|--:|--:|--:|--:|",
            Row("same host, in memory", await HereAsync(DeliveryStore.InMemory)),
            Row("same host, SQLite", await HereAsync(DeliveryStore.OnSqlite(folder, "here"))),
            Row("same host, PostgreSQL", await HereAsync(DeliveryStore.OnPostgreSql(connection, "here"))),
            Row("other process, SQLite", await ThereAsync(DeliveryStore.OnSqlite(folder, "there"), null)),
            Row("other host, PostgreSQL", await ThereAsync(DeliveryStore.OnPostgreSql(connection, "there"), null)),
            Row("other host, PostgreSQL behind a pooler, polling every second", await ThereAsync(DeliveryStore.OnPostgreSql(connection, "polled"), pooler.ConnectionString)),
        ];
    }

    private static string Row(string name, List<double> times)
    {
        var statistics = new Statistics(times);
        return $"| {name} | {statistics.Median:N1} | {statistics.Percentiles.P95:N1} | {statistics.Percentiles.Percentile(99):N1} | {statistics.Max:N1} |";
    }

    private static async Task<List<double>> HereAsync(DeliveryStore store)
    {
        await using var app = new DeliveryApp(store, builder => builder.AddChangeHandler<CountingHandler>("here"));
        app.Count.KeepsTimes = true;
        await app.CreateAsync(Rooms);
        await app.StartAsync(1);
        var all = app.Count.Expect(Messages);
        var sent = await SendAsync(app);
        await all;
        return [.. sent.Select(one => Stopwatch.GetElapsedTime(one.Value, app.Count.TimeOf(one.Key)!.Value).TotalMilliseconds)];
    }

    private static async Task<List<double>> ThereAsync(DeliveryStore store, string? otherPlace)
    {
        await using var app = new DeliveryApp(store);
        await app.CreateAsync(Rooms);
        using var other = new DeliveryHostProcess(otherPlace is null ? store : store with { Place = otherPlace });
        var hearing = other.HearAsync(Messages);
        var sent = await SendAsync(app);
        var heard = await hearing;
        return [.. sent.Select(one => Stopwatch.GetElapsedTime(one.Value, heard[one.Key]).TotalMilliseconds)];
    }

    /// <summary>Sends messages one after the other, and returns when each call began.</summary>
    private static async Task<Dictionary<string, long>> SendAsync(DeliveryApp app)
    {
        var sent = new Dictionary<string, long>();
        for (var i = 0; i < Messages; i++)
        {
            var (id, start) = ($"message-{i}", Stopwatch.GetTimestamp());
            await app.Conversations.SendAsync(StoreApp.Room(i % Rooms), StoreApp.User(0), IContestant.Text, new MessageId(id));
            sent.Add(id, start);
            await Task.Delay(_pauses[i % _pauses.Length]);
        }

        return sent;
    }
}
