using System.Diagnostics;
using BenchmarkDotNet.Mathematics;
using Conversations.Servers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>Measures the time from the answer to a send until the handler is called, on the same host and on another one.</summary>
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
            $"| ms from the answer to a send until the handler is called, {Messages} messages | p50 | p95 | p99 | max |",
            "|---|--:|--:|--:|--:|",
            Row("bare: from the answer to a NOTIFY until it arrives, PostgreSQL", await BareAsync(connection)),
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

    /// <summary>Measures what the driver and the server take to tell another connection of something.</summary>
    private static async Task<List<double>> BareAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var listening = await source.OpenConnectionAsync();
        await using (var listen = new NpgsqlCommand("LISTEN bare", listening))
            await listen.ExecuteNonQueryAsync();

        var (arrived, times) = (new Dictionary<string, long>(), new List<double>());
        listening.Notification += (_, told) => arrived.Add(told.Payload, Stopwatch.GetTimestamp());
        for (var i = 0; i < Messages; i++)
        {
            await using (var notify = source.CreateCommand($"SELECT pg_notify('bare', '{i}')"))
                await notify.ExecuteNonQueryAsync();

            var answered = Stopwatch.GetTimestamp();
            while (!arrived.ContainsKey($"{i}"))
                await listening.WaitAsync();

            times.Add(Between(answered, arrived[$"{i}"]));
            await Task.Delay(_pauses[i % _pauses.Length]);
        }

        return times;
    }

    /// <summary>Returns the milliseconds between two timestamps, or 0 if the handler was faster than the answer.</summary>
    private static double Between(long from, long to) => Math.Max(0, Stopwatch.GetElapsedTime(from, to).TotalMilliseconds);

    private static async Task<List<double>> HereAsync(DeliveryStore store)
    {
        await using var app = new DeliveryApp(store, builder => builder.AddChangeHandler<CountingHandler>("here"));
        app.Count.KeepsTimes = true;
        await app.CreateAsync(Rooms);
        await app.StartAsync(1);
        var all = app.Count.Expect(Messages);
        var sent = await SendAsync(app);
        await all;
        return [.. sent.Select(one => Between(one.Value, app.Count.TimeOf(one.Key)!.Value))];
    }

    private static async Task<List<double>> ThereAsync(DeliveryStore store, string? otherPlace)
    {
        // A host without handlers wakes others if it calls AddDelivery().
        await using var app = new DeliveryApp(store, static builder => builder.AddDelivery());
        await app.CreateAsync(Rooms);
        await app.StartAsync(0);
        using var other = new DeliveryHostProcess(otherPlace is null ? store : store with { Place = otherPlace });
        var hearing = other.HearAsync(Messages);
        var sent = await SendAsync(app);
        var heard = await hearing;
        return [.. sent.Select(one => Between(one.Value, heard[one.Key]))];
    }

    /// <summary>Sends messages one after the other, and returns when each call was answered.</summary>
    private static async Task<Dictionary<string, long>> SendAsync(DeliveryApp app)
    {
        var sent = new Dictionary<string, long>();
        for (var i = 0; i < Messages; i++)
        {
            var id = $"message-{i}";
            await app.Conversations.SendAsync(StoreApp.Room(i % Rooms), StoreApp.User(0), IContestant.Text, new MessageId(id));
            sent.Add(id, Stopwatch.GetTimestamp());
            await Task.Delay(_pauses[i % _pauses.Length]);
        }

        return sent;
    }
}
