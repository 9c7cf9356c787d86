using System.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>Measures what many watches take while nothing happens, and while messages come.</summary>
internal static class ManyWatches
{
    private const int PerSecond = 1_000;
    private const int Senders = 8;

    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(5);

    internal static async Task<List<string>> RunAsync(IEnumerable<DeliveryStore> stores, int watches, int seconds)
    {
        List<string> lines =
        [
            $"| {watches:N0} watches of {watches:N0} rooms, {PerSecond:N0} messages/s for {seconds} s | bytes per idle watch | CPU idle | CPU under load, client + server | sent | lost |",
            "|---|--:|--:|--:|--:|--:|",
        ];
        foreach (var store in stores)
        {
            lines.Add(await MeasureAsync(store, watches, seconds, ofUsers: false));
            lines.Add(await MeasureAsync(store with { Schema = store.Schema is null ? null : $"{store.Schema}_users" }, watches, seconds, ofUsers: true));
        }

        return lines;
    }

    private static async Task<string> MeasureAsync(DeliveryStore store, int watches, int seconds, bool ofUsers)
    {
        await using var app = new DeliveryApp(store);
        await app.CreateAsync(watches, room => StoreApp.User(ofUsers ? room + 1 : 1));
        var meter = await store.MeterAsync();
        await using var watched = new Watched();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        if (ofUsers)
            await watched.AddAsync(app, Enumerable.Range(1, watches).Select(StoreApp.User));
        else
            await watched.AddAsync(app, Enumerable.Range(0, watches));

        await Task.Delay(_idle);
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / watches;

        var cpu = meter.Read();
        await Task.Delay(_idle);
        var idle = meter.Read().Since(cpu).Sum / _idle;

        var (count, begin) = (PerSecond * seconds, Stopwatch.GetTimestamp());
        cpu = meter.Read();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var i = sender; i < count; i += Senders)
            {
                var early = TimeSpan.FromSeconds((double)i / PerSecond) - Stopwatch.GetElapsedTime(begin);
                if (early > TimeSpan.FromMilliseconds(1))
                    await Task.Delay(early);

                await app.Conversations.SendAsync(StoreApp.Room(i * 7 % watches), StoreApp.User(0), IContestant.Text);
            }
        })));
        var took = Stopwatch.GetElapsedTime(begin);
        await watched.ReachAsync(count);
        var used = meter.Read().Since(cpu);
        await Task.Delay(_idle);
        return $"| {store.Name}{(ofUsers ? ", each of all rooms of a user" : "")} | {bytes:N0} | {idle:P1} | {used.Own / took:P0} + {used.Server / took:P0} | {count:N0} | {count - watched.Count:N0} |";
    }
}
