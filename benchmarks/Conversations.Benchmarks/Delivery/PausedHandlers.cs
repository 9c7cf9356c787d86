using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>Compares sends with handlers that are registered and paused with sends without handlers.</summary>
internal static class PausedHandlers
{
    private const int Handlers = 5;

    /// <summary>Shorter than the default, so that conversations are settled many times in each round.</summary>
    private static readonly TimeSpan _quietFor = TimeSpan.FromSeconds(0.25);

    internal static async Task<List<string>> RunAsync(DeliveryPlan plan, SqliteFolder folder, string connection) =>
    [
        $"| a send with {Handlers} handlers that are paused, against none; median of {plan.Pairs} pairs (95 % interval) | CPU time | time | µs of CPU each, without |",
        "|---|--:|--:|--:|",
        await CompareAsync(plan, new(1, 100_000), _ => DeliveryStore.InMemory, isNewEachTime: true),
        await CompareAsync(plan, new(8, 10_000), name => DeliveryStore.OnSqlite(folder, name), isNewEachTime: false),
        await CompareAsync(plan, new(8, 8_000), name => DeliveryStore.OnPostgreSql(connection, $"send_{name}"), isNewEachTime: false),
    ];

    private static async Task<string> CompareAsync(DeliveryPlan plan, Sends sends, Func<string, DeliveryStore> makeStore, bool isNewEachTime)
    {
        var (cpu, time, without) = (new Ratios(), new Ratios(), new List<double>());
        DeliveryStore[] stores = [makeStore("none"), makeStore("paused")];
        DeliveryApp[] apps = isNewEachTime ? [] : [await MakeAsync(stores[0], 0), await MakeAsync(stores[1], Handlers)];
        for (var pair = -1; pair < plan.Pairs; pair++)
        {
            var used = new Use[2];
            foreach (var which in pair % 2 == 0 ? (int[])[0, 1] : [1, 0])
            {
                var handlers = which * Handlers;
                var app = isNewEachTime ? await MakeAsync(stores[which], handlers) : apps[which];
                used[which] = await MeasureAsync(app, await stores[which].MeterAsync(), sends, handlers);
                if (isNewEachTime)
                    await app.DisposeAsync();
            }

            // The first pair warms up.
            if (pair < 0)
                continue;

            cpu.Add(used[1].Cpu / used[0].Cpu);
            time.Add(used[1].Time / used[0].Time);
            without.Add(used[0].Cpu.TotalMicroseconds / sends.Count);
        }

        foreach (var app in apps)
            await app.DisposeAsync();

        return $"| {stores[0].Name}, {sends.Senders} sender{(sends.Senders == 1 ? "" : "s")} | {cpu} | {time} | {Ratios.Median(without):N1} |";
    }

    private static async Task<DeliveryApp> MakeAsync(DeliveryStore store, int handlers)
    {
        var app = new DeliveryApp(store, handlers == 0 ? null : builder =>
        {
            builder.AddDelivery(options => options.QuietFor = _quietFor);
            foreach (var number in Enumerable.Range(0, handlers))
                builder.AddChangeHandler<CountingHandler>($"handler-{number}");
        });
        await app.CreateAsync(8);
        if (handlers == 0)
            return app;

        await app.StartAsync(handlers);
        foreach (var number in Enumerable.Range(0, handlers))
            await app.Handlers.PauseAsync($"handler-{number}");

        return app;
    }

    private static async Task<Use> MeasureAsync(DeliveryApp app, CpuMeter meter, Sends sends, int handlers)
    {
        if (handlers > 0)
        {
            await app.StopAsync();
            await app.StartAsync(handlers);
        }

        GC.Collect();
        var (cpu, start) = (meter.Read(), Stopwatch.GetTimestamp());
        await app.SendAsync(sends.Count, sends.Senders, sends.Senders);
        var used = new Use(meter.Read().Since(cpu).Sum, Stopwatch.GetElapsedTime(start));
        await app.StopAsync();
        if (app.Count.Count > 0)
            throw new InvalidOperationException("A handler that is paused was given a change.");

        return used;
    }

    private sealed record Sends(int Senders, int Count);

    private sealed record Use(TimeSpan Cpu, TimeSpan Time);
}
