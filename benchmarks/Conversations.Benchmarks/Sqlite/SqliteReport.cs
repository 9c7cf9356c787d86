using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Conversations.Benchmarks;

/// <summary>Writes what a run found into benchmarks/README.md, part by part, and leaves the rest of it.</summary>
internal static partial class SqliteReport
{
    private const string Begin = "<!-- sqlite:begin -->";
    private const string End = "<!-- sqlite:end -->";

    /// <summary>Gets the folder with the README, found from where this file was compiled, or from where the run was started.</summary>
    internal static string Folder { get; } = Find();

    internal static void Write(string part, string text)
    {
        var path = Path.Combine(Folder, "README.md");
        var readme = File.ReadAllText(path);
        var (begin, end) = (readme.IndexOf(Begin, StringComparison.Ordinal), readme.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new InvalidOperationException($"{path} has no {Begin} … {End} to write between.");

        begin += Begin.Length;
        var parts = Parts().Matches(readme[begin..end]).ToDictionary(one => one.Groups[1].Value, one => one.Groups[2].Value.Trim());
        parts[part] = text;
        string[] order = ["sends", "inbox", "participants", "pages", "open"];
        var written = string.Concat(order.Where(parts.ContainsKey).Select(name => $"\n<!-- sqlite:{name} -->\n{parts[name]}\n"));
        File.WriteAllText(path, readme[..begin] + written + readme[end..]);
    }

    private static string Find([CallerFilePath] string source = "")
    {
        string[] candidates = [Path.Combine(Path.GetDirectoryName(source)!, "..", ".."), Path.Combine(Environment.CurrentDirectory, "benchmarks")];
        return candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "README.md")))
            ?? throw new InvalidOperationException("There is no benchmarks/README.md. Run this from the repository's folder.");
    }

    [GeneratedRegex("<!-- sqlite:([a-z]+) -->(.*?)(?=<!-- |$)", RegexOptions.Singleline)]
    private static partial Regex Parts();
}
