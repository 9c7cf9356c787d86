using System.Globalization;
using Conversations;
using Conversations.Crash;
using Conversations.Histories;

// Made to be killed. It says on its output what it does, at the moment when it does it.
using var output = Console.OpenStandardOutput();
var lines = new HistoryLines(output);
switch (args)
{
    case ["send", var path, var run, var senders, var count, var synchronous, var checkpointPages]:
        await Sending.RunAsync(lines, path, run, Number(senders), Number(count), new()
        {
            Synchronous = Enum.Parse<SqliteSynchronous>(synchronous),
            CheckpointPages = Number(checkpointPages),
        });
        return 0;

    case ["first", var path]:
        // All code has run once before, so that a kill soon after falls into what is done to the file, and not into its compilation.
        await Sending.RunAsync(new(Stream.Null), path + ".before", "before", 2, 1, new());
        await Sending.RunAsync(lines, path, "first", 2, 0, new());
        return 0;

    case ["migrate", var path]:
        await Migrating.RunAsync(lines, path);
        return 0;

    default:
        await Console.Error.WriteLineAsync(
            """
            Conversations.Crash send <file> <name of the run> <senders> <messages of each; 0 = no end> <Full|Normal|Off> <pages per checkpoint>
            Conversations.Crash first <file>
            Conversations.Crash migrate <file>
            """);
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
