using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Conversations.Benchmarks;

/// <summary>Writes what a run found into its section of benchmarks/README.md, part by part, and leaves the rest of it.</summary>
internal static class Report
{
    /// <summary>Gets the folder with the README, found from where this file was compiled, or from where the run was started.</summary>
    internal static string Folder { get; } = Find();

    /// <summary>Writes one part of a section, which lies between the marks <c>section:begin</c> and <c>section:end</c>.</summary>
    /// <param name="section">The section, in small letters: as a rule the name of the run.</param>
    /// <param name="order">All parts of the section, in the order in which they are to stand there; in small letters.</param>
    /// <param name="part">The one that was measured.</param>
    /// <param name="text">What was found, as Markdown.</param>
    internal static void Write(string section, IReadOnlyList<string> order, string part, string text)
    {
        var path = Path.Combine(Folder, "README.md");
        var readme = File.ReadAllText(path);
        var (beginMark, endMark) = ($"<!-- {section}:begin -->", $"<!-- {section}:end -->");
        var (begin, end) = (readme.IndexOf(beginMark, StringComparison.Ordinal), readme.IndexOf(endMark, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new InvalidOperationException($"{path} has no {beginMark} … {endMark} to write between.");

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
            ?? throw new InvalidOperationException("There is no benchmarks/README.md. Run this from the repository's folder.");
    }
}
