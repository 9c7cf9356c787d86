using BenchmarkDotNet.Running;
using Conversations.Benchmarks;

// The first argument names a console run; anything else goes to BenchmarkDotNet.
var runs = new Dictionary<string, Func<string[], Task>>(StringComparer.Ordinal)
{
    ["inbox"] = InboxRun.RunAsync,
    ["load"] = LoadRun.RunAsync,
    [LoadHost.Argument] = LoadHost.RunAsync,
    ["markup"] = MarkupRun.RunAsync,
    ["memory"] = MemoryRun.RunAsync,
    ["node"] = NodeComparison.RunAsync,
    ["participants"] = ParticipantsRun.RunAsync,
    ["postgresql"] = PostgreSqlRun.RunAsync,
    ["send"] = SendRun.RunAsync,
    ["sqlite"] = SqliteRun.RunAsync,
};

if (args.Length > 0 && runs.TryGetValue(args[0], out var run))
    await run(args[1..]);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
