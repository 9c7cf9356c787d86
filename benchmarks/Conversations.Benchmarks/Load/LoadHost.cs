using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Conversations.Histories;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>
/// A host of the load program, which is a separate process. It reads its plan from its input, warms up, reports that it is ready,
/// waits for the time at which all hosts start, runs its callers, and writes its results to its output.
/// </summary>
internal static class LoadHost
{
    internal const string Argument = "load-host";

    internal const string Ready = "ready";

    internal const string End = "end";

    internal static Command Command
    {
        get
        {
            var command = new Command(Argument) { Hidden = true };
            command.SetAction(_ => RunAsync());
            return command;
        }
    }

    private static async Task RunAsync()
    {
        var (plan, startSaid) = (JsonSerializer.Deserialize<LoadPlan>(Hear())!, new TaskCompletionSource<string>());
        ListenToParent(startSaid);
        using var lines = new MemoryStream();
        var (history, rooms, errors) = (new HistoryLines(lines, isTimed: true), new LoadRooms(plan.Conversations), new LoadErrors());
        await using var provider = LoadPlan.Provide(plan.ConnectionString, plan.Schema, plan.Writers);
        var conversations = provider.GetRequiredService<IConversations>();
        LoadCaller[] callers =
        [
            .. Enumerable.Range(0, plan.Callers).Select(number => new LoadCaller(
                $"{plan.Host}-{number}", conversations, history, rooms, errors, new(HashCode.Combine(plan.Seed, plan.Host, number)))),
        ];

        await RunAsync(callers, After(Stopwatch.GetTimestamp(), plan.WarmUpSeconds));
        Console.WriteLine(Ready);
        var start = long.Parse(await startSaid.Task, CultureInfo.InvariantCulture);
        await Task.Delay(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), start) is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        using var batches = new LoadBatches();
        var tally = await RunAsync(callers, After(start, plan.Seconds));
        await TellAsync(new(tally, batches.Counts, errors.Counts), lines);
    }

    private static async Task<LoadTally> RunAsync(LoadCaller[] callers, long end) =>
        LoadTally.Merge(await Task.WhenAll(callers.Select(caller => Task.Run(() => caller.RunAsync(end)))));

    private static long After(long start, double seconds) => start + (long)(seconds * Stopwatch.Frequency);

    private static string Hear() => Console.ReadLine()
        ?? throw new InvalidOperationException("The host got no plan on its input. Do not start 'load-host' directly: run 'load', which starts it.");

    /// <summary>Reads the start time from the input. When the input ends, the parent process is gone, and the host exits too.</summary>
    private static void ListenToParent(TaskCompletionSource<string> start) => new Thread(() =>
    {
        while (Console.ReadLine() is { } line)
            start.TrySetResult(line);

        Environment.Exit(1);
    }) { IsBackground = true }.Start();

    private static async Task TellAsync(LoadResult result, MemoryStream lines)
    {
        await using var output = Console.OpenStandardOutput();
        await JsonSerializer.SerializeAsync(output, result);
        output.WriteByte((byte)'\n');
        lines.Position = 0;
        await lines.CopyToAsync(output);
        await output.FlushAsync();
        Console.WriteLine(End);
    }
}
