using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>Measures sends while a new handler is given a large log from its beginning.</summary>
internal static class FromTheBeginning
{
    private const int Senders = 8;

    internal static async Task<List<string>> RunAsync(DeliveryPlan plan, SqliteFolder folder, string connection) =>
    [
        $"| {plan.Changes:N0} messages in {plan.Conversations:N0} conversations, {Senders} senders | sends/s without the handler | while it is given the log | against without | changes/s that it is given |",
        "|---|--:|--:|--:|--:|",
        await MeasureAsync(plan, DeliveryStore.OnSqlite(folder, "beginning")),
        await MeasureAsync(plan, DeliveryStore.OnPostgreSql(connection, "beginning")),
    ];

    private static async Task<string> MeasureAsync(DeliveryPlan plan, DeliveryStore store)
    {
        var without = new List<double>();
        await using (var app = new DeliveryApp(store))
        {
            await app.CreateAsync(plan.Conversations);
            await app.SendAsync(plan.Changes, Backlog.Senders, plan.Conversations);
            without.Add(await SendAsync(app, plan, Task.Delay(TimeSpan.FromSeconds(plan.Seconds / 2d))));
        }

        double with;
        TimeSpan took;
        await using (var app = new DeliveryApp(
            store, builder => builder.AddChangeHandler<CountingHandler>("beginning", options => options.StartFrom = ChangeStart.Beginning)))
        {
            var all = app.Count.Expect(plan.Changes);
            var start = Stopwatch.GetTimestamp();
            await app.StartAsync(1);
            with = await SendAsync(app, plan, all);
            took = Stopwatch.GetElapsedTime(start);
        }

        await using (var app = new DeliveryApp(store))
            without.Add(await SendAsync(app, plan, Task.Delay(TimeSpan.FromSeconds(plan.Seconds / 2d))));

        var mean = without.Average();
        return $"| {store.Name} | {mean:N0} | {with:N0} | {with / mean:N2}× | {plan.Changes / took.TotalSeconds:N0} |";
    }

    /// <summary>Sends until a task ends, and returns the sends per second.</summary>
    private static async Task<double> SendAsync(DeliveryApp app, DeliveryPlan plan, Task end)
    {
        var (start, sent) = (Stopwatch.GetTimestamp(), 0);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var room = sender; !end.IsCompleted; room = (room + Senders) % plan.Conversations)
            {
                await app.Conversations.SendAsync(StoreApp.Room(room), StoreApp.User(0), IContestant.Text);
                Interlocked.Increment(ref sent);
            }
        })));
        return sent / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
