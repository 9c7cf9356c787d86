using System.Globalization;

namespace Conversations.Benchmarks;

/// <summary>Several hosts, as processes, on one PostgreSQL database: mixed work, the figures of it, and a check of all that was acknowledged.</summary>
internal static class LoadRun
{
    private static readonly string[] _parts = ["latencies", "batches", "faults", "hosts"];

    internal static async Task RunAsync(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        LoadOptions options;
        try
        {
            options = LoadOptions.Parse(args);
        }
        catch (ArgumentException error)
        {
            await Console.Error.WriteLineAsync($"{error.Message}\n\n{LoadOptions.Usage}");
            Environment.ExitCode = 2;
            return;
        }

        try
        {
            Environment.ExitCode = await RunAsync(options) ? 0 : 1;
        }
#pragma warning disable CA1031 // Whatever it was, such as rows that cannot be read: the run has failed.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"The run failed with {error.GetType().Name}: {error.Message}");
            Environment.ExitCode = 1;
        }
    }

    private static async Task<bool> RunAsync(LoadOptions options)
    {
        await using var database = new LoadDatabase(options.ConnectionString);
        Console.WriteLine(
            $"{await database.DescribeAsync()}; {Environment.ProcessorCount} processors for server and hosts; {options.Conversations} conversations; {options.Writers} writers each; "
            + $"{options.Rounds} × {options.Seconds} s\n");
        LoadTables[] tables =
        [
            .. options.Hosts.SelectMany(hosts => new[] { options.Callers, options.AllCallers / hosts }.Distinct().Select(callers => new LoadTables(hosts, callers))),
        ];
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var table in tables)
            {
                var trial = await LoadTrial.RunAsync(database, options, table.Hosts, table.Callers, round);
                table.Add(trial);
                Console.WriteLine($"round {round}: {table.Name}: {trial.PerSecond:N0} operations/s");
                foreach (var anomaly in trial.Anomalies)
                    Console.WriteLine($"ANOMALY {anomaly.Kind} in '{anomaly.ConversationId}': {anomaly.What}");
            }
        }

        foreach (var (part, lines) in _parts.Zip(Parts(options, tables)))
        {
            var text = string.Join('\n', lines).Trim();
            Console.WriteLine($"\n{text}");
            if (options.WritesReadme)
                Report.Write("load", _parts, part, text);
        }

        return Judge([.. tables.SelectMany(table => table.Trials)]);
    }

    private static IEnumerable<IEnumerable<string>> Parts(LoadOptions options, LoadTables[] tables) =>
    [
        tables.SelectMany(table => table.Latencies()),
        [
            "| messages handed to the store together | mean | p50 | p99 | max | messages per transaction, mean |",
            "|---|--:|--:|--:|--:|--:|",
            .. tables.Select(table => table.Batches()),
        ],
        [
            "| all rounds, warm-up included | messages acknowledged | unknown | errors told to callers | deadlocks in the database | anomalies |",
            "|---|--:|--:|--:|--:|--:|",
            .. tables.Select(table => table.Faults()),
        ],
        [
            $"| operations/s in sum | best of {options.Rounds} | median |{string.Concat(tables.SkipLast(1).Select(other => $" against {other.Name} |"))}",
            $"|---|--:|--:|{string.Concat(tables.SkipLast(1).Select(_ => "--:|"))}",
            .. tables.Select(table => table.Throughput(tables.SkipLast(1))),
        ],
    ];

    private static bool Judge(IReadOnlyCollection<LoadTrial> trials)
    {
        var (anomalies, errors) = (trials.Sum(trial => trial.Anomalies.Count), trials.Sum(trial => trial.Errors.Values.Sum()));
        Console.WriteLine($"\n{anomalies} anomalies in {trials.Sum(trial => trial.Acknowledged):N0} acknowledged messages, {errors} errors told to callers.");
        return anomalies == 0;
    }
}
