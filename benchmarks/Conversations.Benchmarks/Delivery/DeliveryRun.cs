using System.CommandLine;
using Conversations.Servers;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>Measures the delivery of changes to handlers: what it costs sends, how fast it is, and what it does when there is nothing to do.</summary>
internal static class DeliveryRun
{
    private const string All = "all";

    private static readonly string[] _parts = ["send", "notifications", "throughput", "latency", "destination", "idle", "beginning"];

    internal static Command Command
    {
        get
        {
            var parts = new Argument<string[]>("parts") { Description = "The parts to measure.", DefaultValueFactory = _ => [All] };
            var changes = Number("--changes", 100_000, "The number of changes to deliver.");
            var conversations = Number("--conversations", 10_000, "The number of conversations that they are in.");
            var pairs = Number("--pairs", 15, "The number of pairs of measurements that are compared.");
            var quiet = Number("--quiet", 100_000, "The number of quiet conversations of an idle host.");
            var seconds = Number("--seconds", 20, "How many seconds each steady load lasts, and an idle host is watched.");
            var slow = new Option<double>("--slow") { Description = "How many seconds the slow destination takes to answer.", DefaultValueFactory = _ => 2 };
            var noReadme = new Option<bool>("--no-readme") { Description = "Does not write the results into benchmarks/README.md." };
            var command = new Command("delivery", "Measures the delivery of changes to handlers.")
            {
                parts.AcceptOnlyFromAmong([All, .. _parts]), changes, conversations, pairs, quiet, seconds, slow, noReadme,
            };
            command.SetAction(given => RunAsync(new(
                given.GetRequiredValue(parts) is var names && names.Contains(All) ? _parts : [.. _parts.Intersect(names)],
                given.GetValue(changes), given.GetValue(conversations), given.GetValue(pairs), given.GetValue(quiet), given.GetValue(seconds),
                given.GetValue(slow), !given.GetValue(noReadme))));
            return command;
        }
    }

    private static Option<int> Number(string name, int value, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static async Task RunAsync(DeliveryPlan plan)
    {
        ThreadPool.SetMinThreads(100, 100);
        using var server = ThrowAwayServer.Start("shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_utility=off");
        using var folder = new SqliteFolder();
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString) { MaxPoolSize = 64 }.ConnectionString;
        Console.WriteLine($"Files are in {folder.Path}, on {new DriveInfo(folder.Path).DriveFormat}.\n");
        foreach (var part in plan.Parts)
        {
            var lines = part switch
            {
                "send" => await PausedHandlers.RunPausedAsync(plan, folder, connection),
                "notifications" => await PausedHandlers.RunNotifyingAsync(plan, folder, connection),
                "throughput" => await Backlog.RunAsync(plan, folder, connection),
                "latency" => await CommitToHandler.RunAsync(plan, folder, server, connection),
                "destination" => await SlowDestination.RunAsync(plan, folder, connection),
                "idle" => await IdleHost.RunAsync(plan, folder, connection),
                _ => await FromTheBeginning.RunAsync(plan, folder, connection),
            };
            var text = string.Join('\n', lines);
            Console.WriteLine(text + "\n");
            if (plan.WritesReadme)
                Report.Write("delivery", _parts, part, text);
        }
    }
}
