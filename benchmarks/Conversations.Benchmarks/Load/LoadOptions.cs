using System.Globalization;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>What the load program is told.</summary>
internal sealed record LoadOptions
{
    internal const string Usage =
        """
        load [--hosts 1,4] [--seconds 10] [--rounds 3] [--callers 16] [--conversations 64] [--writers 4]
             [--connection "..."] [--no-readme]
          --hosts          how many processes work on one database; several counts take turns in every round. 1 to 64
          --seconds        how long each measures, after a warm-up of half that time. 1 to 3,600
          --rounds         how often each count has its turn. 1 to 100
          --callers        callers of each host; fewer hosts have a turn with as many callers in all as the most hosts have, too. 1 to 1,000
          --conversations  how many all callers share. 1 to 100,000
          --writers        batches of writes that each host has under way at once. 1 to 64
          --connection     a PostgreSQL database, where it makes schemas of its own and drops them; without it, a throw-away server
          --no-readme      leaves benchmarks/README.md as it is
        """;

    internal IReadOnlyList<int> Hosts { get; private init; } = [1, 4];

    internal int Seconds { get; private init; } = 10;

    internal int Rounds { get; private init; } = 3;

    internal int Callers { get; private init; } = 16;

    internal int Conversations { get; private init; } = 64;

    internal int Writers { get; private init; } = new PostgreSqlStoreOptions().Writers;

    internal string? ConnectionString { get; private init; }

    internal bool WritesReadme { get; private init; } = true;

    /// <exception cref="ArgumentException">An option is unknown, lacks its value, or has one that is none.</exception>
    internal static LoadOptions Parse(string[] args)
    {
        var options = new LoadOptions();
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i];
            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{name} lacks its value.");
            options = name switch
            {
                "--hosts" => options with { Hosts = [.. Value().Split(',').Select(one => Number(name, one, 64)).Distinct()] },
                "--seconds" => options with { Seconds = Number(name, Value(), 3_600) },
                "--rounds" => options with { Rounds = Number(name, Value(), 100) },
                "--callers" => options with { Callers = Number(name, Value(), 1_000) },
                "--conversations" => options with { Conversations = Number(name, Value(), 100_000) },
                "--writers" => options with { Writers = Number(name, Value(), 64) },
                "--connection" => options with { ConnectionString = Checked(Value()) },
                "--no-readme" => options with { WritesReadme = false },
                _ => throw new ArgumentException($"There is no option '{name}'."),
            };
        }

        var uneven = options.Hosts.FirstOrDefault(hosts => options.AllCallers % hosts != 0);
        return uneven == 0 ? options : throw new ArgumentException($"{options.AllCallers} callers in all cannot be shared evenly by {uneven} hosts.");
    }

    internal int AllCallers => Callers * Hosts.Max();

    private static int Number(string name, string text, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max
            ? number
            : throw new ArgumentException($"{name} takes whole numbers from 1 to {max:N0}, not '{text}'.");

    private static string Checked(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).ConnectionString;
        }
        catch (ArgumentException)
        {
            // Its message repeats what was given, which may hold a password.
            throw new ArgumentException("--connection takes a connection string of Npgsql.");
        }
    }
}
