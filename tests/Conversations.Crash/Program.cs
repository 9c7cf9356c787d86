using System.Globalization;
using Conversations;
using Conversations.Crash;
using Conversations.Histories;

// The tests kill this program. It writes each event to its output at the moment when the event happens.
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
        // The first run compiles all code. In the second run, a kill therefore hits the work on the file and not the compilation.
        await Sending.RunAsync(new(Stream.Null), path + ".before", "before", 2, 1, new());
        await Sending.RunAsync(lines, path, "first", 2, 0, new());
        return 0;

    case ["migrate", var path]:
        await Migrating.RunAsync(lines, path);
        return 0;

    case ["restore", var backup, var path]:
        // The first run compiles all code, so that a kill hits the work on the files.
        await SqliteConversationStore.RestoreAsync(backup, $"Data Source={path}.before");
        lines.Mark("restores");
        await SqliteConversationStore.RestoreAsync(backup, $"Data Source={path}");
        lines.Mark("restored");
        return 0;

    default:
        await Console.Error.WriteLineAsync(
            """
            Conversations.Crash send <file> <name of the run> <senders> <messages per sender; 0 = no end> <Full|Normal|Off> <pages per checkpoint>
            Conversations.Crash first <file>
            Conversations.Crash migrate <file>
            Conversations.Crash restore <backup> <file>
            """);
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
