using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>The options of the load program.</summary>
internal sealed record LoadOptions(
    int[] Hosts, int Seconds, int Rounds, int Callers, int Conversations, int Writers, string? ConnectionString, bool WritesReadme)
{
    internal int AllCallers => Callers * Hosts.Max();

    internal static Command Command(Func<LoadOptions, Task<int>> run)
    {
        var hosts = new Option<int[]>("--hosts")
        {
            Description = "The number of host processes on one database. With several numbers, such as 1,4, each has a turn in every round. 1 to 64.",
            DefaultValueFactory = _ => [1, 4],
            CustomParser = result => [.. result.Tokens[0].Value.Split(',').Select(text => Parse(result, "--hosts", text, 64)).Distinct()],
        };
        var seconds = Number("--seconds", 10, 3_600, "The seconds that each turn measures, after a warm-up of half that time.");
        var rounds = Number("--rounds", 3, 100, "The number of turns that each number of hosts has.");
        var callers = Number(
            "--callers",
            16,
            1_000,
            "The number of callers of each host. Smaller numbers of hosts also have a turn with as many callers in all as the largest has.");
        var conversations = Number("--conversations", 64, 100_000, "The number of conversations that all callers share.");
        var writers = Number(
            "--writers",
            new PostgreSqlStoreOptions().MaxConcurrentWrites,
            64,
            "The number of batches of writes that each host runs at the same time.");
        var connection = new Option<string?>("--connection")
        {
            Description = "The connection string of a database for schemas that are created and dropped. Without it, a throw-away server is started.",
            Validators = { CheckConnection },
        };
        var noReadme = new Option<bool>("--no-readme") { Description = "Does not write the results into benchmarks/README.md." };
        var command = new Command("load", "Measures several host processes on one PostgreSQL database.")
        {
            hosts, seconds, rounds, callers, conversations, writers, connection, noReadme,
        };
        command.SetAction(given => run(new(
            given.GetRequiredValue(hosts), given.GetValue(seconds), given.GetValue(rounds), given.GetValue(callers), given.GetValue(conversations),
            given.GetValue(writers), given.GetValue(connection), !given.GetValue(noReadme))));
        return command;
    }

    private static Option<int> Number(string name, int value, int max, string description) => new(name)
    {
        Description = $"{description} 1 to {max:N0}.",
        DefaultValueFactory = _ => value,
        CustomParser = result => Parse(result, name, result.Tokens[0].Value, max),
    };

    private static int Parse(ArgumentResult result, string name, string text, int max)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max)
            return number;

        result.AddError($"{name} takes whole numbers from 1 to {max:N0}, not '{text}'.");
        return 0;
    }

    private static void CheckConnection(OptionResult result)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(result.GetValueOrDefault<string>());
        }
        catch (ArgumentException)
        {
            // The message of the exception contains the connection string, which may contain a password. So it is not shown.
            result.AddError("--connection must be a connection string of Npgsql, such as 'Host=localhost;Username=me;Database=chat'.");
        }
    }
}
