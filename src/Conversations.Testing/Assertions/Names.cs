using System.Text.RegularExpressions;

namespace Conversations.Testing;

/// <summary>Reads names for values out of the expressions that the compiler passes.</summary>
internal static partial class Names
{
    private const string Opening = "([{";
    private const string Closing = ")]}";

    /// <summary>Returns an expression without its line breaks.</summary>
    internal static string OneLine(string? what) => Space.Replace(what ?? "The value", " ");

    /// <summary>
    /// Returns the expressions of the items of a tuple. If the expression is not a tuple in parentheses, the items have numbers.
    /// </summary>
    internal static IReadOnlyList<string> OfTuple(string? what, int count)
    {
        var text = OneLine(what);
        return Items(text) is { } items && items.Count == count ? items : [.. Enumerable.Range(1, count).Select(i => $"Item {i} of {text}")];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space { get; }

    private static List<string>? Items(string text)
    {
        var (items, depth, start, isQuoted) = (new List<string>(), 0, 1, false);
        for (var i = 0; i < text.Length; i++)
        {
            isQuoted ^= text[i] == '"';
            if (isQuoted)
                continue;

            depth += Opening.Contains(text[i], StringComparison.Ordinal) ? 1 : Closing.Contains(text[i], StringComparison.Ordinal) ? -1 : 0;
            var isEnd = depth == 0;
            if (isEnd && (i == 0 || i < text.Length - 1))
                return null;

            if (isEnd || (depth == 1 && text[i] == ','))
            {
                items.Add(text[start..i].Trim());
                start = i + 1;
            }
        }

        return items;
    }
}
