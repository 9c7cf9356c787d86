namespace Conversations.Benchmarks;

/// <summary>Draws the sends per second as an SVG, with a bar for each contestant under each load.</summary>
/// <remarks>
/// The SVG names no font, and the code measures no text, so the file is the same on every machine. A plotting library
/// places each letter with a font of the machine, and leaves out all texts if the machine has no fonts.
/// </remarks>
internal static class SendChart
{
    private const int Width = 810;
    private const int Left = 220;
    private const int LegendLeft = 130;
    private const int Step = 18;
    private static readonly string[] _colours = ["#2a6fbb", "#9aa5b1", "#d98c3f", "#6b8f5e"];

    internal static void Write(string file, string title, string[] contestants, (string Load, double[] PerSecond)[] results)
    {
        var (legendStep, groupStep) = ((Width - LegendLeft) / contestants.Length, (contestants.Length * Step) + 16);
        var (height, scale) = (50 + (results.Length * groupStep), (Width - Left - 70) / results.Max(one => one.PerSecond.Max()));
        File.WriteAllLines(Path.Combine(Report.Folder, file),
        [
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" font-family="sans-serif" font-size="12" fill="#333">""",
            $"<title>{title}</title>",
            Box(0, 0, Width, height, "#fff"),
            """<text x="10" y="22" font-weight="bold">durable sends/s</text>""",
            .. contestants.Select((_, i) => Box(LegendLeft + (i * legendStep), 12, 12, 12, _colours[i])),
            .. contestants.Select((name, i) => Text(LegendLeft + (i * legendStep) + 17, 22, name)),
            .. results.SelectMany((one, group) => Group(44 + (group * groupStep), one.Load, one.PerSecond, scale)),
            "</svg>",
        ]);
    }

    private static IEnumerable<string> Group(int y, string load, double[] perSecond, double scale) =>
    [
        Text(10, y + (perSecond.Length * Step / 2) + 4, load),
        .. perSecond.Select((value, i) => Box(Left, y + (i * Step), value * scale, Step - 2, _colours[i])),
        .. perSecond.Select((value, i) => Text(Left + (value * scale) + 5, y + (i * Step) + 12, $"{value:N0}")),
    ];

    private static string Box(int x, int y, double width, int height, string fill) =>
        $"""<rect x="{x}" y="{y}" width="{width:0.#}" height="{height}" fill="{fill}"/>""";

    private static string Text(double x, int y, string text) => $"""<text x="{x:0.#}" y="{y}">{text}</text>""";
}
