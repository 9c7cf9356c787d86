using System.Diagnostics;
using System.Globalization;
using Conversations.Histories;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>One measurement: several hosts work on a new schema at the same time, and afterwards the history is checked.</summary>
/// <param name="Tally">The calls of all hosts in the measured time.</param>
/// <param name="Seconds">The measured time in seconds.</param>
/// <param name="Batches">The number of batches of writes in that time, by size.</param>
/// <param name="Calls">
/// How often the hosts called functions of the schema to send messages, with the warm-up, or 0 if the server does not count calls.
/// </param>
/// <param name="Acknowledged">The number of acknowledged messages, with the warm-up.</param>
/// <param name="Unknown">The number of messages for which it is unknown whether they were stored.</param>
/// <param name="Deadlocks">The number of deadlocks that the server found in the database during the trial, with the warm-up.</param>
/// <param name="Errors">The number of errors that callers got instead of a result, by kind, with those of the warm-up.</param>
/// <param name="Anomalies">The anomalies in the history, or an empty list if there are none.</param>
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
            var history = new Histories.History();
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
        counts.AggregateBy(one => one.Key, TValue.Zero, (sum, one) => sum + one.Value).ToDictionary();

    /// <summary>
    /// Runs all hosts and lets them start at the same timestamp. The processes of a
    /// machine share its clock, so the timestamp is the same time in each.
    /// </summary>
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
                throw new InvalidOperationException("A host wrote something other than 'ready' after its warm-up.");

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
