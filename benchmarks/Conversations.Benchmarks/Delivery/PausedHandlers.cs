using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>Compares sends with handlers that are registered and paused, and with notifications that wait, with sends without handlers.</summary>
internal static class PausedHandlers
{
    private static readonly Variant _paused = new(
        "5 handlers that are paused", Enumerable.Range(0, 5).Select(number => $"handler-{number}").ToArray(), IsPaused: true, static (builder, names) =>
        {
            foreach (var name in names)
                builder.AddChangeHandler<CountingHandler>(name);
        });

    /// <summary>The trigger of notifications is a handler of its own.</summary>
    private static readonly Variant _notifying = new(
        "notifications, whose trigger and handler run", ["conversations.notifications", "e-mail"], IsPaused: false, static (builder, names) =>
            builder.AddNotificationHandler<SilentNotifier>(names[1]));

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(1);

    /// <summary>Shorter than the default, so that conversations are settled many times in each round.</summary>
    private static readonly TimeSpan _quietFor = TimeSpan.FromSeconds(0.25);

    private static readonly TimeSpan _compilesFor = TimeSpan.FromSeconds(1);

    internal static Task<List<string>> RunPausedAsync(DeliveryPlan plan, SqliteFolder folder, string connection) => RunAsync(_paused, plan, folder, connection);

    internal static Task<List<string>> RunNotifyingAsync(DeliveryPlan plan, SqliteFolder folder, string connection) =>
        RunAsync(_notifying, plan, folder, connection);

    private static async Task<List<string>> RunAsync(Variant variant, DeliveryPlan plan, SqliteFolder folder, string connection)
    {
        var kind = variant.IsPaused ? "paused" : "notifying";
        return
        [
            $"| a send with {variant.Name}, against none; median of {plan.Pairs} pairs (95 % interval) | CPU time | time | µs of CPU each, without |",
            "|---|--:|--:|--:|",
            await CompareAsync(variant, plan, new(1, 400_000), _ => DeliveryStore.InMemory, isNewEachTime: true),
            await CompareAsync(variant, plan, new(8, 10_000), name => DeliveryStore.OnSqlite(folder, $"{kind}_{name}"), isNewEachTime: false),
            await CompareAsync(variant, plan, new(8, 24_000), name => DeliveryStore.OnPostgreSql(connection, $"{kind}_{name}"), isNewEachTime: false),
        ];
    }

    private static async Task<string> CompareAsync(
        Variant variant, DeliveryPlan plan, Sends sends, Func<string, DeliveryStore> makeStore, bool isNewEachTime)
    {
        var (cpu, time, without) = (new Ratios(), new Ratios(), new List<double>());
        DeliveryStore[] stores = [makeStore("none"), makeStore("with")];
        DeliveryApp[] apps = isNewEachTime ? [] : [await MakeAsync(stores[0], null), await MakeAsync(stores[1], variant)];
        for (var pair = -1; pair < plan.Pairs; pair++)
        {
            var used = new Use[2];
            foreach (var which in pair % 2 == 0 ? (int[])[0, 1] : [1, 0])
            {
                var with = which == 0 ? null : variant;
                var app = isNewEachTime ? await MakeAsync(stores[which], with) : apps[which];
                used[which] = await MeasureAsync(app, await stores[which].MeterAsync(), sends, with, isNewEachTime);
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

    private static async Task<DeliveryApp> MakeAsync(DeliveryStore store, Variant? variant)
    {
        var app = new DeliveryApp(store, variant is null ? null : builder =>
        {
            builder.AddDelivery(options => options.QuietFor = _quietFor);
            variant.Configure(builder, variant.Handlers);
        });
        await app.CreateAsync(8);
        if (variant is null)
            return app;

        await app.StartAsync(variant.Handlers.Length);
        foreach (var name in variant.IsPaused ? variant.Handlers : [])
            await app.Handlers.PauseAsync(name);

        return app;
    }

    private static async Task<Use> MeasureAsync(DeliveryApp app, CpuMeter meter, Sends sends, Variant? variant, bool isNew)
    {
        if (variant is not null)
        {
            await app.StopAsync();
            await app.StartAsync(variant.Handlers.Length);

            // What is left of the last round, and the start itself, are no part of a send.
            if (!variant.IsPaused)
                await app.Handlers.WaitUntilCaughtUpAsync(_longest);
        }

        // A new app compiles what creates its services, once and in the background.
        if (isNew)
        {
            await app.SendAsync(sends.Count / 40, sends.Senders, sends.Senders);
            await Task.Delay(_compilesFor);
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

    private sealed record Variant(string Name, string[] Handlers, bool IsPaused, Action<IConversationsBuilder, string[]> Configure);

    private sealed record Sends(int Senders, int Count);

    private sealed record Use(TimeSpan Cpu, TimeSpan Time);
}
