using System.CommandLine;
using System.CommandLine.Parsing;
using Conversations;

namespace Quickstart.Import;

/// <summary>The arguments of the program.</summary>
internal sealed class ImportCommandLine : RootCommand
{
    private readonly Option<bool> _import = new("--import")
    {
        Arity = ArgumentArity.Zero,
        Description = "Imports the files in the given order.",
    };

    internal ImportCommandLine()
        : base("Without arguments, the program shows a tour of the library. With --import FILE…, it imports chat logs.")
    {
        Channel.Validators.Add(CheckValue);
        Channel.Validators.Add(CheckChannel);
        Database.Validators.Add(CheckValue);
        Validators.Add(CheckMode);
        Add(Files);
        Add(_import);
        Add(Channel);
        Add(Database);
    }

    internal Argument<LogFile[]> Files { get; } = new("FILE")
    {
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = Find,
        Description = "A chat log with a date in its name, such as 2004-11-15_03.log.",
    };

    internal Option<string> Channel { get; } = new("--channel")
    {
        DefaultValueFactory = _ => "#ubuntu",
        Description = "The channel of the logs. Only joins and leaves of this channel are imported.",
        HelpName = "NAME",
    };

    internal Option<string> Database { get; } = new("--database")
    {
        DefaultValueFactory = _ => "conversations.db",
        Description = "The SQLite file to import into.",
        HelpName = "FILE",
    };

    private static LogFile[] Find(ArgumentResult result)
    {
        var files = new List<LogFile>();
        foreach (var token in result.Tokens)
        {
            if (LogFile.Find(token.Value, out var problem) is { } file)
                files.Add(file);
            else
                result.AddError(problem!);
        }

        return [.. files];
    }

    private static void CheckValue(OptionResult result)
    {
        // The parser accepts an option without a value if the same option has a value elsewhere in the arguments.
        if (result.IdentifierTokenCount > result.Tokens.Count)
            result.AddError($"Required argument missing for option: '{result.Option.Name}'.");
    }

    private static void CheckChannel(OptionResult result)
    {
        if (!ConversationId.TryParse(LogImporter.NameOf(result.GetValueOrDefault<string>()), out _))
            result.AddError("--channel must be a name of 1 to 255 bytes without control characters and without white space at its start and end.");
    }

    private void CheckMode(CommandResult result)
    {
        // The parser treats an unknown option as a file.
        var files = result.Tokens.Select(token => token.Value).ToList();
        if (files.Find(file => file.StartsWith('-')) is { } option)
            result.AddError($"There is no option '{option}'.");
        else if (result.GetResult(_import) is not null && files.Count == 0)
            result.AddError("--import needs at least one file.");
        else if (result.GetResult(_import) is null)
            result.AddError(files.Count > 0
                ? $"'{files[0]}' is not an option. Name files after --import."
                : "--channel and --database can only be used with --import.");
    }
}
