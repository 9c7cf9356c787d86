using System.Diagnostics;
using System.Globalization;
using Conversations.Histories;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>One measurement: some hosts at once on an empty schema, and a look at what they left.</summary>
/// <param name="Tally">What all hosts did in the measured time.</param>
/// <param name="Seconds">How long that was.</param>
/// <param name="Batches">How many batches of writes there were of each size in that time.</param>
/// <param name="Calls">How often messages were sent to the server, warm-up included; 0 = it does not count that.</param>
/// <param name="Acknowledged">How many messages were acknowledged, warm-up included.</param>
/// <param name="Unknown">Of how many nobody knows whether they were stored.</param>
/// <param name="Deadlocks">How many the server found in its database meanwhile, warm-up included.</param>
/// <param name="Errors">What callers were told instead of a result, warm-up included, by kind.</param>
/// <param name="Anomalies">What is wrong with the history.</param>
internal sealed record LoadTrial(
    LoadTally Tally,
    double Seconds,
    IReadOnlyDictionary<int, long> Batches,
    long Calls,
    int Acknowledged,
    int Unknown,
    long Deadlocks,
    IReadOnlyDictionary<string, int> Errors,
    IReadOnlyList<Anomaly> Anomalies)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    internal double PerSecond => Tally.Done.Sum() / Seconds;

    internal static async Task<LoadTrial> RunAsync(LoadDatabase database, LoadOptions options, int hosts, int callers, int round)
    {
        var schema = $"load_{Environment.ProcessId}_{round}_{hosts}";
        var rooms = new LoadRooms(options.Conversations);
        try
        {
            await using (var provider = LoadPlan.Provide(database.ConnectionString, schema, options.Writers))
                await rooms.CreateAsync(provider.GetRequiredService<IConversations>());

            var deadlocks = await database.DeadlocksAsync();
            var found = await RunHostsAsync(database, options, hosts, callers, schema, round);
            await database.WaitForFiguresAsync();
            var history = new History();
            HistoryLines.Replay(HistoryLines.Merge(found.SelectMany(one => one.History)), history);
            return new(
                LoadTally.Merge([.. found.Select(one => one.Result.Tally)]),
                options.Seconds,
                Sum(found.SelectMany(one => one.Result.Batches)),
                await database.CallsAsync(schema),
                history.Acknowledged,
                history.Unknown.Count,
                await database.DeadlocksAsync() - deadlocks,
                Sum(found.SelectMany(one => one.Result.Errors)),
                await database.CheckAsync(schema, history, rooms));
        }
        finally
        {
            await database.DropAsync(schema);
        }
    }

    internal static Dictionary<TKey, TValue> Sum<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> counts)
        where TKey : notnull
        where TValue : System.Numerics.INumber<TValue> =>
        counts.GroupBy(one => one.Key, one => one.Value).ToDictionary(ones => ones.Key, ones => ones.Aggregate((sum, one) => sum + one));

    /// <summary>Lets all hosts begin at the same moment, which is the same number in each: the processes of a machine share its clock.</summary>
    private static async Task<(LoadResult Result, List<string> History)[]> RunHostsAsync(
        LoadDatabase database, LoadOptions options, int hosts, int callers, string schema, int round)
    {
        var warmUp = options.Seconds / 2.0;
        var running = new List<LoadHostProcess>();
        try
        {
            for (var host = 1; host <= hosts; host++)
            {
                running.Add(new(new(
                    database.ConnectionString, schema, host, options.Writers, callers, options.Conversations, warmUp, options.Seconds, round)));
            }

            if ((await Task.WhenAll(running.Select(host => host.HearAsync(_patience + TimeSpan.FromSeconds(warmUp))))).Any(said => said != LoadHost.Ready))
                throw new InvalidOperationException("A host said something else than that it is ready.");

            await database.CheckpointAsync();
            var start = (Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 5)).ToString(CultureInfo.InvariantCulture);
            running.ForEach(host => host.Say(start));
            return await Task.WhenAll(running.Select(host => host.EndAsync(_patience + TimeSpan.FromSeconds(options.Seconds))));
        }
        finally
        {
            running.ForEach(host => host.Dispose());
        }
    }
}
