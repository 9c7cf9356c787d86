using System.CommandLine;
using Conversations.Servers;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>Measures watches: how fast a change comes, what ten thousand of them take, and what they cost a sender.</summary>
internal static class WatchRun
{
    private const string All = "all";

    private static readonly string[] _parts = ["latency", "many", "send"];

    internal static Command Command
    {
        get
        {
            var parts = new Argument<string[]>("parts") { Description = "The parts to measure.", DefaultValueFactory = _ => [All] };
            var watches = new Option<int>("--watches") { Description = "The number of watches.", DefaultValueFactory = _ => 10_000 };
            var seconds = new Option<int>("--seconds") { Description = "How many seconds the steady load lasts.", DefaultValueFactory = _ => 20 };
            var pairs = new Option<int>("--pairs") { Description = "The number of pairs of measurements that are compared.", DefaultValueFactory = _ => 15 };
            var noReadme = new Option<bool>("--no-readme") { Description = "Does not write the results into benchmarks/README.md." };
            var command = new Command("watch", "Measures watches of conversations.") { parts.AcceptOnlyFromAmong([All, .. _parts]), watches, seconds, pairs, noReadme };
            command.SetAction(given => RunAsync(
                given.GetRequiredValue(parts) is var names && names.Contains(All) ? _parts : [.. _parts.Intersect(names)],
                given.GetValue(watches), given.GetValue(seconds), given.GetValue(pairs), !given.GetValue(noReadme)));
            return command;
        }
    }

    private static async Task RunAsync(string[] parts, int watches, int seconds, int pairs, bool writesReadme)
    {
        ThreadPool.SetMinThreads(100, 100);
        using var server = ThrowAwayServer.Start();
        using var folder = new SqliteFolder();
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString) { MaxPoolSize = 64 }.ConnectionString;
        foreach (var part in parts)
        {
            DeliveryStore[] stores =
            [
                DeliveryStore.InMemory, DeliveryStore.OnSqlite(folder, $"watch_{part}"), DeliveryStore.OnPostgreSql(connection, $"watch_{part}"),
            ];
            var lines = part switch
            {
                "latency" => await CommitToWatcher.RunAsync(stores),
                "many" => await ManyWatches.RunAsync([stores[0], stores[2]], watches, seconds),
                _ => await WatchedSends.RunAsync(stores, watches, pairs),
            };
            var text = string.Join('\n', lines);
            Console.WriteLine(text + "\n");
            if (writesReadme)
                Report.Write("watch", _parts, part, text);
        }
    }
}
