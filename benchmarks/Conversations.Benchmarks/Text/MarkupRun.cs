using System.CommandLine;
using System.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>Measures how fast texts are read, how much memory their trees take, and how long the worst texts take.</summary>
internal static class MarkupRun
{
    private const int WorstLength = 64 * 1024;
    private const int LeastRounds = 6;
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(2);

    internal static Command Command
    {
        get
        {
            var folder = new Argument<DirectoryInfo>("folder")
            {
                Description = "A folder whose *.log files are read. Without it, generated chat is read.",
                Arity = ArgumentArity.ZeroOrOne,
            };
            var command = new Command("markup", "Measures how texts in the markup are read.") { folder.AcceptExistingOnly() };
            command.SetAction(given => Run(ChatTexts.Lines(given.GetValue(folder))));
            return command;
        }
    }

    private static void Run(IReadOnlyList<string> lines)
    {
        var size = lines.Sum(line => 2.0 * line.Length);
        Console.WriteLine($"""
            | {lines.Count:N0} lines, {size / 1e6:N1} MB as UTF-16 | MB/s | bytes allocated, relative to the text |
            |---|--:|--:|
            """);
        Print("Parse", lines, size, line => Markup.Parse(line));
        Print("Parse + ToHtml", lines, size, line => Markup.Parse(line).ToHtml());
        Print("ToPlainText", lines, size, line => Markup.ToPlainText(line));
        Print("Mentions", lines, size, line => Markup.Mentions(line));
        PrintWithoutMarkup();
        PrintWorst();
    }

    private static void Print(string name, IReadOnlyList<string> lines, double size, Func<string, object> call)
    {
        var (best, bytes) = Measure(lines, call);
        Console.WriteLine($"| `{name}` | {size / best.TotalSeconds / 1e6:N0} | {bytes / size:N2}× |");
    }

    private static void PrintWithoutMarkup()
    {
        var (_, bytes) = Measure(["Is it still available? I have snake_case and 2*3, <3"], text => Markup.ToPlainText(text));
        Console.WriteLine($"""

            | a text without markup | bytes allocated |
            |---|--:|
            | `ToPlainText` | {bytes:N0} |
            """);
    }

    private static void PrintWorst()
    {
        var worst = ChatTexts.WorstPieces
            .Select(WorstOf)
            .OrderByDescending(found => found.Once)
            .ToList();
        var steepest = worst.MaxBy(found => found.Twice / found.Once);
        Console.WriteLine($"""

            | worst of {worst.Count} texts of 64 KiB, parsed | repeated piece | ms | time for twice the text, relative to once |
            |---|---|--:|--:|
            | slowest | `{Shown(worst[0].Piece)}` | {worst[0].Once.TotalMilliseconds:N2} | {worst[0].Twice / worst[0].Once:N2}× |
            | steepest | `{Shown(steepest.Piece)}` | {steepest.Once.TotalMilliseconds:N2} | {steepest.Twice / steepest.Once:N2}× |
            """);
    }

    private static string Shown(string piece) => piece.ReplaceLineEndings("\\n");

    /// <summary>
    /// Measures the text and one twice as long in turn, and returns the best time of each,
    /// because other work on the machine can only make a time longer.
    /// </summary>
    private static (string Piece, TimeSpan Once, TimeSpan Twice) WorstOf(string piece)
    {
        var (once, twice) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < 6; round++)
        {
            once = Shorter(once, Worst(piece, WorstLength));
            twice = Shorter(twice, Worst(piece, 2 * WorstLength));
        }

        return (piece, once, twice);
    }

    private static TimeSpan Worst(string piece, int length) =>
        Measure([ChatTexts.Worst(piece, length)], text => Markup.Parse(text, MarkupOptions.ForApp), AtLeast / 16).Best;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>Returns the best time of a round over all texts, and the bytes that a round allocates.</summary>
    private static (TimeSpan Best, double Bytes) Measure(IReadOnlyList<string> texts, Func<string, object> call, TimeSpan? atLeast = null)
    {
        var (best, bytes) = (TimeSpan.MaxValue, 0L);
        var calls = Math.Max(1, 1_000 / texts.Count / (1 + (texts[0].Length / 1_000)));
        var rounds = 0;
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < (atLeast ?? AtLeast) || rounds < LeastRounds; rounds++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < calls; i++)
            {
                for (var at = 0; at < texts.Count; at++)
                    call(texts[at]);
            }

            var taken = Stopwatch.GetElapsedTime(start) / calls;
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            best = taken < best ? taken : best;
        }

        return (best, bytes / (double)calls);
    }
}
