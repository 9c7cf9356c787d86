using System.Text.RegularExpressions;

namespace Docs;

/// <summary>Finds the blocks of C# in a Markdown document, with the comment right before each that says how to compile it.</summary>
/// <remarks>
/// A block without such a comment is a whole file. A comment says otherwise, with any of these parts, each on a line of its own or all in one line:
/// <code>
/// &lt;!-- snippet
/// with: IConversations conversations, UserId alice
/// beside: static class MyStore { … }
/// not compiled: it shows what the compiler refuses
/// --&gt;
/// </code>
/// </remarks>
internal static partial class SnippetReader
{
    private static readonly string[] _csharp = ["csharp", "cs", "c#"];

    internal static IEnumerable<Snippet> Read(string document, string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Fence().Match(lines[i]) is not { Success: true } fence)
                continue;

            var start = i;
            var end = Array.FindIndex(lines, i + 1, line => line.Trim() == fence.Groups["fence"].Value);
            if (end < 0)
                throw new FormatException($"{document}({start + 1}): this block of code has no end.");

            i = end;
            if (!_csharp.Contains(fence.Groups["language"].Value, StringComparer.OrdinalIgnoreCase))
                continue;

            var snippet = new Snippet(document, start + 2, string.Join('\n', lines[(start + 1)..end]));
            yield return Configured(snippet, string.Join('\n', lines[..start]));
        }
    }

    private static Snippet Configured(Snippet snippet, string before)
    {
        if (Comment().Match(before) is not { Success: true } comment)
            return snippet;

        var parts = Part().Split(comment.Groups["parts"].Value);
        if (parts[0].Trim().Length > 0 || parts.Length < 3)
            throw new FormatException($"{snippet.Document}({snippet.Line}): the comment before the snippet must say 'with:', 'beside:' or 'not compiled:'.");

        for (var i = 1; i < parts.Length; i += 2)
        {
            var value = parts[i + 1].Trim();
            snippet = parts[i] switch
            {
                "with" => snippet with { With = value },
                "beside" => snippet with { Beside = value },
                _ => snippet with { NotCompiled = value },
            };
        }

        return snippet;
    }

    [GeneratedRegex(@"^\s*(?<fence>```+|~~~+)(?<language>[^\s`]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    /// <summary>The last comment of the text, if nothing but white space follows.</summary>
    [GeneratedRegex(@"<!--\s*snippet\b(?<parts>(?:(?!-->).)*)-->\s*\z", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<=^|\s)(with|beside|not compiled):", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
