using BenchmarkDotNet.Mathematics;

namespace Conversations.Benchmarks;

/// <summary>The results with one number of hosts and of callers, as rows of tables.</summary>
/// <param name="Hosts">The number of hosts.</param>
/// <param name="Callers">The number of callers of each host.</param>
internal sealed record LoadTables(int Hosts, int Callers)
{
    private static readonly string[] _names = ["send", "page of 30 messages", "inbox, first 20", "mark as read"];

    private readonly List<LoadTrial> _trials = [];

    internal IReadOnlyList<LoadTrial> Trials => _trials;

    internal string Name => $"{Hosts} host{(Hosts == 1 ? "" : "s")}, {Callers} caller{(Callers == 1 ? "" : "s")} {(Hosts == 1 ? "" : "each")}".TrimEnd();

    internal double Best => _trials.Max(trial => trial.PerSecond);

    internal void Add(LoadTrial trial) => _trials.Add(trial);

    /// <summary>Returns a table with the operations per second of the best round and the latencies of all rounds.</summary>
    internal IEnumerable<string> Latencies()
    {
        var (best, all) = (_trials.MaxBy(trial => trial.PerSecond)!, LoadTally.Merge([.. _trials.Select(trial => trial.Tally)]));
        return
        [
            $"| {Name} | operations/s | p50 ms | p95 ms | p99 ms | max ms |",
            "|---|--:|--:|--:|--:|--:|",
            Row("all", best.Tally.Done.Sum(), all.Latencies.SelectMany(one => one)),
            .. _names.Select((name, one) => Row(name, best.Tally.Done[one], all.Latencies[one])),
            "",
        ];

        string Row(string name, int done, IEnumerable<int> taken)
        {
            var percentiles = taken.Any() ? new Statistics(taken).Percentiles : null;
            return $"| {name} | {done / best.Seconds:N0} | {At(50)} | {At(95)} | {At(99)} | {At(100)} |";

            string At(int percent) => $"{percentiles?.Percentile(percent) / 1_000:N2}";
        }
    }

    internal string Batches()
    {
        var batches = LoadTrial.Sum(_trials.SelectMany(trial => trial.Batches)).OrderBy(batch => batch.Key).ToList();
        var (count, calls) = (batches.Sum(batch => batch.Value), _trials.Sum(trial => trial.Calls));
        var perCall = calls == 0 ? "" : $"{_trials.Sum(trial => (double)trial.Acknowledged) / calls:N1}";
        return count == 0
            ? $"| {Name} | | | | | {perCall} |"
            : $"| {Name} | {batches.Sum(batch => (double)batch.Key * batch.Value) / count:N1} | {SizeAt(0.5)} | {SizeAt(0.99)} | {batches[^1].Key} | {perCall} |";

        int SizeAt(double share)
        {
            var left = (long)(count * share);
            return batches.First(batch => (left -= batch.Value) < 0).Key;
        }
    }

    internal string Faults()
    {
        var errors = LoadTrial.Sum(_trials.SelectMany(trial => trial.Errors));
        var kinds = errors.Count == 0 ? "0" : string.Join(", ", errors.OrderBy(one => one.Key).Select(one => $"{one.Value:N0} × {one.Key}"));
        return $"| {Name} | {_trials.Sum(trial => trial.Acknowledged):N0} | {_trials.Sum(trial => trial.Unknown):N0} | {kinds} "
            + $"| {_trials.Sum(trial => trial.Deadlocks):N0} | {_trials.Sum(trial => trial.Anomalies.Count):N0} |";
    }

    internal string Throughput(IEnumerable<LoadTables> others) =>
        $"| {Name} | {Best:N0} | {new Statistics(_trials.Select(trial => trial.PerSecond)).Median:N0} |{string.Concat(others.Select(other => $" {Best / other.Best:N2}× |"))}";
}
