using System.Collections.Concurrent;
using System.Diagnostics;
using BenchmarkDotNet.Mathematics;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>Measures whether a handler whose destination is slow delays the others.</summary>
internal static class SlowDestination
{
    private const int Fast = 10;
    private const int Rooms = 100;
    private const int MaxPairs = 3;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(40);

    internal static async Task<List<string>> RunAsync(DeliveryPlan plan, SqliteFolder folder, string connection) =>
    [
        $"| ms from the call that sends to each of {Fast} handlers | p50 | p99 | p50 beside a slow one | p99 beside it | p99 against without |",
        "|---|--:|--:|--:|--:|--:|",
        await CompareAsync(plan, name => DeliveryStore.OnSqlite(folder, name)),
        await CompareAsync(plan, name => DeliveryStore.OnPostgreSql(connection, $"destination_{name}")),
    ];

    private static async Task<string> CompareAsync(DeliveryPlan plan, Func<string, DeliveryStore> makeStore)
    {
        var (without, beside) = (new List<double>(), new List<double>());
        for (var pair = 0; pair < Math.Min(plan.Pairs, MaxPairs); pair++)
        {
            without.AddRange(await MeasureAsync(plan, makeStore($"without_{pair}"), isBeside: false));
            beside.AddRange(await MeasureAsync(plan, makeStore($"beside_{pair}"), isBeside: true));
        }

        var (left, right) = (new Statistics(without), new Statistics(beside));
        var (p99, p99Beside) = (left.Percentiles.Percentile(99), right.Percentiles.Percentile(99));
        return $"| {makeStore("name").Name}, one answers in {plan.SlowSeconds:N0} s | {left.Median:N1} | {p99:N1} | {right.Median:N1} | {p99Beside:N1} | {p99Beside / p99:N2}× |";
    }

    private static async Task<List<double>> MeasureAsync(DeliveryPlan plan, DeliveryStore store, bool isBeside)
    {
        var answers = new Answers(TimeSpan.FromSeconds(plan.SlowSeconds));
        await using var app = new DeliveryApp(store, builder =>
        {
            builder.Services.AddSingleton(answers);
            foreach (var number in Enumerable.Range(0, Fast))
                builder.AddChangeHandler<FastHandler>($"fast-{number}");

            if (isBeside)
                builder.AddChangeHandler<SlowHandler>("slow");
        });
        await app.CreateAsync(Rooms);
        await app.StartAsync(Fast + (isBeside ? 1 : 0));
        var begin = Stopwatch.GetTimestamp();
        var sent = 0;
        for (; Stopwatch.GetElapsedTime(begin).TotalSeconds < plan.Seconds; sent++)
        {
            var id = $"message-{sent}";
            answers.SentAt[id] = Stopwatch.GetTimestamp();
            await app.Conversations.SendAsync(StoreApp.Room(sent % Rooms), StoreApp.User(0), IContestant.Text, new MessageId(id));
            await Task.Delay(_pause);
        }

        while (answers.Times.Count < sent * Fast)
            await Task.Delay(10);

        // The first messages compile the code.
        return [.. answers.Times.Skip(sent * Fast / 10)];
    }

    private sealed class Answers(TimeSpan slow)
    {
        internal TimeSpan Slow => slow;

        internal ConcurrentDictionary<string, long> SentAt { get; } = [];

        internal ConcurrentQueue<double> Times { get; } = [];
    }

    private sealed class FastHandler(Answers answers) : IChangeHandler<MessageSent>
    {
        public Task HandleAsync(ChangeContext<MessageSent> context, CancellationToken cancellationToken)
        {
            answers.Times.Enqueue(Stopwatch.GetElapsedTime(answers.SentAt[context.Change.MessageId.Value]).TotalMilliseconds);
            return Task.CompletedTask;
        }
    }

    private sealed class SlowHandler(Answers answers) : IChangeHandler<MessageSent>
    {
        public Task HandleAsync(ChangeContext<MessageSent> context, CancellationToken cancellationToken) => Task.Delay(answers.Slow, cancellationToken);
    }
}
