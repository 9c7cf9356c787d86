using System.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>How fast are texts read, what does a tree cost, and how much longer does the worst text take than a common one?</summary>
internal static class MarkupRun
{
    private const int WorstLength = 64 * 1024;
    private const int LeastRounds = 6;
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(2);

    internal static Task RunAsync(string[] args)
    {
        var lines = ChatTexts.Lines(args);
        var size = lines.Sum(line => 2.0 * line.Length);
        Console.WriteLine($"""
            | {lines.Count:N0} lines, {size / 1e6:N1} MB as UTF-16 | MB/s | allocated, of the text's size |
            |---|--:|--:|
            """);
        Print("Parse", lines, size, line => Markup.Parse(line));
        Print("Parse + ToHtml", lines, size, line => Markup.Parse(line).ToHtml());
        Print("ToPlainText", lines, size, line => Markup.ToPlainText(line));
        Print("Mentions", lines, size, line => Markup.Mentions(line));
        PrintWithoutMarkup();
        PrintWorst();
        return Task.CompletedTask;
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

            | worst of {worst.Count} texts of 64 KiB, parsed | repeats | ms | of twice the text |
            |---|---|--:|--:|
            | slowest | `{Shown(worst[0].Piece)}` | {worst[0].Once.TotalMilliseconds:N2} | {worst[0].Twice / worst[0].Once:N2}× |
            | steepest | `{Shown(steepest.Piece)}` | {steepest.Once.TotalMilliseconds:N2} | {steepest.Twice / steepest.Once:N2}× |
            """);
    }

    private static string Shown(string piece) => piece.ReplaceLineEndings("\\n");

    /// <summary>Takes the best of several rounds in turn, since what else runs on the machine only ever adds to a time.</summary>
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

    /// <summary>Gives the best time of a round over all texts, and the bytes that one takes.</summary>
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
