using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Conversations.Benchmarks;

/// <summary>
/// Writes the results of a run into its section of benchmarks/README.md, part by part, and does not change the rest of the file.
/// </summary>
internal static class Report
{
    /// <summary>
    /// Gets the folder with the README: the one above the folder of this source file,
    /// or <c>benchmarks</c> in the current folder if there is none.
    /// </summary>
    internal static string Folder { get; } = Find();

    /// <summary>Writes one part of a section. A section stands between the marks <c>section:begin</c> and <c>section:end</c>.</summary>
    /// <param name="section">The name of the section in lower case, which is the name of the run.</param>
    /// <param name="order">The names of all parts of the section in lower case, in the order in which they stand there.</param>
    /// <param name="part">The name of the part that was measured.</param>
    /// <param name="text">The results as Markdown.</param>
    internal static void Write(string section, IReadOnlyList<string> order, string part, string text)
    {
        var path = Path.Combine(Folder, "README.md");
        var readme = File.ReadAllText(path);
        var (beginMark, endMark) = ($"<!-- {section}:begin -->", $"<!-- {section}:end -->");
        var (begin, end) = (readme.IndexOf(beginMark, StringComparison.Ordinal), readme.IndexOf(endMark, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new InvalidOperationException($"{path} has no marks {beginMark} and {endMark} in this order. Add them where the results belong.");

        begin += beginMark.Length;
        var found = Regex.Matches(readme[begin..end], $"<!-- {section}:([a-z]+) -->(.*?)(?=<!-- |$)", RegexOptions.Singleline);
        var parts = found.ToDictionary(one => one.Groups[1].Value, one => one.Groups[2].Value.Trim());
        parts[part] = text;
        var written = string.Concat(order.Where(parts.ContainsKey).Select(name => $"\n<!-- {section}:{name} -->\n{parts[name]}\n"));
        File.WriteAllText(path, readme[..begin] + written + readme[end..]);
    }

    private static string Find([CallerFilePath] string source = "")
    {
        string[] candidates = [Path.Combine(Path.GetDirectoryName(source)!, ".."), Path.Combine(Environment.CurrentDirectory, "benchmarks")];
        return candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "README.md")))
            ?? throw new InvalidOperationException("There is no benchmarks/README.md. Run this in the folder of the repository.");
    }
}
