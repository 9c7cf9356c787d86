using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>Measures how fast a backlog is delivered to one handler, against sends in the same run and against other libraries.</summary>
internal static class Backlog
{
    internal const int Senders = 64;
    private const string Handler = "handler";

    internal static async Task<List<string>> RunAsync(DeliveryPlan plan, SqliteFolder folder, string connection)
    {
        BacklogResult[] results =
        [
            await MeasureAsync(plan, DeliveryStore.OnSqlite(folder, "backlog")),
            await MeasureAsync(plan, DeliveryStore.OnPostgreSql(connection, "backlog")),
            await CapBacklog.MeasureAsync(plan, connection),
            await WolverineBacklog.MeasureAsync(plan, connection),
        ];
        var ours = results[1];
        return
        [
            $"| {plan.Changes:N0} messages in {plan.Conversations:N0} conversations | stored/s by {Senders} senders | delivered/s to one handler | delivered against stored | µs of CPU per delivered message, process + server | this library against it |",
            "|---|--:|--:|--:|--:|--:|",
            .. results.Select(one =>
                $"| {one.Name} | {one.Stored:N0} | {one.Delivered:N0} | {one.Delivered / one.Stored:N2}× | {one.Cpu} | {(one.IsOther ? $"{ours.Delivered / one.Delivered:N1}×" : "")} |"),
        ];
    }

    private static async Task<BacklogResult> MeasureAsync(DeliveryPlan plan, DeliveryStore store)
    {
        await using var app = new DeliveryApp(store, builder => builder.AddChangeHandler<CountingHandler>(Handler));
        await app.CreateAsync(plan.Conversations);
        await app.StartAsync(1);
        await app.Handlers.PauseAsync(Handler);
        var meter = await store.MeterAsync();
        var stored = await TimeAsync(() => app.SendAsync(plan.Changes, Senders, plan.Conversations));

        var all = app.Count.Expect(plan.Changes);
        var cpu = meter.Read();
        var delivered = await TimeAsync(async () =>
        {
            await app.Handlers.ResumeAsync(Handler);
            await all;
        });
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(5));

        // What follows is part of the cost: once the conversations are quiet, the database forgets how far the handler came.
        await Task.Delay(TimeSpan.FromSeconds(8));
        var result = new BacklogResult(
            $"this library, {store.Name}", plan.Changes / stored.TotalSeconds, plan.Changes / delivered.TotalSeconds, meter.Read().Since(cpu).Each(plan.Changes));
        Console.WriteLine(result);
        return result;
    }

    internal static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start);
    }
}

/// <summary>How fast messages were stored and delivered.</summary>
/// <param name="Name">The name for the table.</param>
/// <param name="Stored">The messages that were stored per second.</param>
/// <param name="Delivered">The messages that were delivered per second.</param>
/// <param name="Cpu">The CPU time per delivered message in microseconds, in the process and in the server.</param>
/// <param name="IsOther">Whether it is another library.</param>
internal sealed record BacklogResult(string Name, double Stored, double Delivered, string Cpu, bool IsOther = false);
