using System.Globalization;
using System.Text;

namespace Conversations.Benchmarks;

/// <summary>Draws sends in a second, a bar for each contestant and number of senders.</summary>
internal static class SendChart
{
    private const int Width = 760;
    private const int Left = 220;
    private const int Bar = 16;
    private static readonly string[] _colours = ["#2a6fbb", "#9aa5b1", "#d98c3f", "#6b8f5e"];

    internal static void Write(string file, string title, string[] contestants, (string Load, double[] PerSecond)[] results)
    {
        var most = results.Max(one => one.PerSecond.Max());
        var height = 50 + (results.Length * ((contestants.Length * (Bar + 2)) + 16));
        var svg = new StringBuilder();
        Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" font-family="sans-serif" font-size="12" fill="#333">""");
        Add($"<title>{title}</title>");
        Add($"""<rect width="{Width}" height="{height}" fill="#fff"/>""");
        for (var i = 0; i < contestants.Length; i++)
        {
            Add($"""<rect x="{Left + (i * 180)}" y="12" width="12" height="12" fill="{_colours[i]}"/>""");
            Add($"""<text x="{Left + 17 + (i * 180)}" y="22">{contestants[i]}</text>""");
        }

        Add($"""<text x="10" y="22" font-weight="bold">durable sends/s</text>""");
        var y = 44;
        foreach (var (load, perSecond) in results)
        {
            Add($"""<text x="10" y="{y + (contestants.Length * (Bar + 2) / 2) + 4}">{load}</text>""");
            for (var i = 0; i < contestants.Length; i++, y += Bar + 2)
            {
                var width = (Width - Left - 70) * perSecond[i] / most;
                Add($"""<rect x="{Left}" y="{y}" width="{width:F1}" height="{Bar}" fill="{_colours[i]}"/>""");
                Add($"""<text x="{Left + width + 5:F1}" y="{y + 12}">{perSecond[i]:N0}</text>""");
            }

            y += 16;
        }

        Add($"</svg>");
        File.WriteAllText(Path.Combine(Report.Folder, file), svg.ToString());

        void Add(FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
