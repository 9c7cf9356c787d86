using Conversations;

namespace Quickstart.Import;

/// <summary>What was asked for on the command line.</summary>
internal sealed record ImportArguments
{
    internal const string Usage = """
        Quickstart                                      a tour of the library, on conversations.db
        Quickstart --import FILE… [OPTIONS]             imports chat logs, such as 2004-11-15_03.log, in the order given
        Quickstart --help                               this

        --channel NAME    the channel that the logs are of, whose joins and leaves count; #ubuntu by default
        --database FILE   the SQLite file to import into; conversations.db by default
        """;

    internal IReadOnlyList<string> Paths { get; init; } = [];

    internal string Channel { get; init; } = "#ubuntu";

    internal string Database { get; init; } = "conversations.db";

    internal bool Help { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="problem">What is wrong with them; null = nothing.</param>
    /// <returns>What was asked for, as far as it was understood.</returns>
    internal static ImportArguments Parse(IReadOnlyList<string> args, out string? problem)
    {
        if (args.Any(arg => arg is "--help" or "-h"))
        {
            problem = null;
            return new() { Help = true };
        }

        var (result, paths, takesFiles) = (new ImportArguments(), new List<string>(), false);
        problem = null;
        for (var i = 0; i < args.Count && problem is null; i++)
        {
            if (args[i] == "--import")
                takesFiles = true;
            else if (args[i] == "--channel" && i + 1 < args.Count)
                result = result with { Channel = args[++i] };
            else if (args[i] == "--channel")
                problem = "--channel needs a name.";
            else if (args[i] == "--database" && i + 1 < args.Count)
                result = result with { Database = args[++i] };
            else if (args[i] == "--database")
                problem = "--database needs a file.";
            else if (args[i].StartsWith('-'))
                problem = $"There is no option '{args[i]}'.";
            else if (takesFiles)
                paths.Add(args[i]);
            else
                problem = $"'{args[i]}' is no option. Files follow --import.";
        }

        problem ??= !takesFiles ? "--channel and --database are for --import." : paths.Count == 0 ? "--import needs at least one file." : null;
        if (problem is null && !ConversationId.TryParse(LogImporter.NameOf(result.Channel), out _))
            problem = "--channel must be a name of 1 to 255 bytes, without control characters and white space around it.";

        return result with { Paths = paths };
    }
}
