namespace Conversations.Benchmarks;

/// <summary>
/// Measures mixed calls of several host processes on one PostgreSQL database, and checks the history of all acknowledged messages.
/// </summary>
internal static class LoadRun
{
    private static readonly string[] _parts = ["latencies", "batches", "faults", "hosts"];

    /// <summary>Measures, prints the results, and writes them into benchmarks/README.md unless the options forbid it.</summary>
    /// <returns>
    /// The exit code: 0 if there was no anomaly, 1 if there was one, 2 if the
    /// number of all callers cannot be divided by a number of hosts.
    /// </returns>
    internal static async Task<int> RunAsync(LoadOptions options)
    {
        if (options.Hosts.FirstOrDefault(hosts => options.AllCallers % hosts != 0) is > 0 and var uneven)
        {
            await Console.Error.WriteLineAsync(
                $"{options.AllCallers} callers cannot be divided evenly among {uneven} hosts. Choose other values for --hosts or --callers.");
            return 2;
        }

        await using var database = new LoadDatabase(options.ConnectionString);
        Console.WriteLine(
            $"{await database.DescribeAsync()}; {Environment.ProcessorCount} processors for server and hosts; {options.Conversations} conversations; {options.Writers} writers per host; "
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

        return Judge([.. tables.SelectMany(table => table.Trials)]) ? 0 : 1;
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
