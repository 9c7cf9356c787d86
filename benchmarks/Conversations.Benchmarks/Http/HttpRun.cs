using System.CommandLine;
using Conversations.Servers;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>Measures the endpoints: REST against a bare minimal API, and events.</summary>
internal static class HttpRun
{
    private const string All = "all";

    private static readonly string[] _parts = ["rest", "events", "many"];

    internal static Command Command
    {
        get
        {
            var parts = new Argument<string[]>("parts") { Description = "The parts to measure.", DefaultValueFactory = _ => [All] };
            var requests = new Option<int>("--requests") { Description = "The number of requests of a round.", DefaultValueFactory = _ => 5_000 };
            var pairs = new Option<int>("--pairs") { Description = "The number of pairs of measurements that are compared.", DefaultValueFactory = _ => 15 };
            var connections = new Option<int>("--connections") { Description = "The number of SSE connections.", DefaultValueFactory = _ => 1_000 };
            var seconds = new Option<int>("--seconds") { Description = "How many seconds the steady load lasts.", DefaultValueFactory = _ => 20 };
            var noReadme = new Option<bool>("--no-readme") { Description = "Does not write the results into benchmarks/README.md." };
            var command = new Command("http", "Measures the HTTP endpoints.") { parts.AcceptOnlyFromAmong([All, .. _parts]), requests, pairs, connections, seconds, noReadme };
            command.SetAction(async given =>
            {
                using var server = ThrowAwayServer.Start();
                var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString) { MaxPoolSize = 64 }.ConnectionString;
                var names = given.GetRequiredValue(parts);
                foreach (var part in names.Contains(All) ? _parts : [.. _parts.Intersect(names)])
                {
                    var lines = part switch
                    {
                        "rest" => await RestThroughput.RunAsync(connection, given.GetValue(requests), given.GetValue(pairs)),
                        "events" => await EventRun.LatencyAsync(connection),
                        _ => await EventRun.ManyAsync(connection, given.GetValue(connections), given.GetValue(seconds)),
                    };
                    var text = string.Join('\n', lines);
                    Console.WriteLine(text + "\n");
                    if (!given.GetValue(noReadme))
                        Report.Write("http", _parts, part, text);
                }
            });
            return command;
        }
    }
}
