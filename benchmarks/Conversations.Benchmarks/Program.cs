using System.CommandLine;
using System.Globalization;
using BenchmarkDotNet.Running;
using Conversations.Benchmarks;

// If the first argument names a console run, that run starts. All other arguments go to BenchmarkDotNet.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var runs = new RootCommand
{
    HttpRun.Command,
    Run("inbox", "Measures inbox pages and unread counts in memory.", InboxRun.RunAsync),
    DeliveryRun.Command,
    DeliveryHostProcess.Command,
    LoadOptions.Command(LoadRun.RunAsync),
    LoadHost.Command,
    MarkupRun.Command,
    Run("memory", "Measures the memory that a stored message takes.", MemoryRun.RunAsync),
    Run("node", "Compares one-on-one ids with the same function in Node.", NodeComparison.RunAsync),
    Run("participants", "Measures sends in conversations of different sizes in memory.", ParticipantsRun.RunAsync),
    Parts("postgresql", "Compares the PostgreSQL store with the bare driver and EF Core.", PostgreSqlRun.Parts, PostgreSqlRun.RunAsync),
    Run("send", "Measures sends in memory.", SendRun.RunAsync),
    Parts("sqlite", "Compares the SQLite store with the bare driver and EF Core.", SqliteRun.Parts, SqliteRun.RunAsync),
    WatchRun.Command,
    WebhookRun.Command,
};
if (args.Length == 0 || runs.Subcommands.All(run => run.Name != args[0]))
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return 0;
}

var given = runs.Parse(args);
// No run observes a cancellation, so waiting for one after Ctrl+C would be in vain. Without a timeout, Ctrl+C ends the program at once.
var exitCode = await given.InvokeAsync(new() { ProcessTerminationTimeout = null });
return given.Errors.Count > 0 ? 2 : exitCode;

static Command Run(string name, string description, Func<Task> run)
{
    var command = new Command(name, description);
    command.SetAction(_ => run());
    return command;
}

static Command Parts(string name, string description, string[] parts, Func<IEnumerable<string>, Task> run)
{
    const string all = "all";
    var wanted = new Argument<string[]>("parts") { Description = "The parts to measure.", DefaultValueFactory = _ => [all] };
    var command = new Command(name, description) { wanted.AcceptOnlyFromAmong([all, .. parts]) };
    command.SetAction(given => run(given.GetRequiredValue(wanted) is var names && names.Contains(all) ? parts : parts.Intersect(names)));
    return command;
}
