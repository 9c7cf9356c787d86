using System.Globalization;

namespace Conversations.Benchmarks;

/// <summary>
/// The texts that the markup is measured with: lines of real logs or generated chat, and the texts that take the parser longest.
/// </summary>
internal static class ChatTexts
{
    /// <summary>Gets the pieces that the worst texts repeat.</summary>
    internal static IReadOnlyList<string> WorstPieces { get; } =
    [
        "*", "_", "~", "`", "<", "[", "<a|", "*a_ ", "_a ", "a**b", "> ", "- ", "- a\n", "*_~*_~", "*a* ", "```", "```a", "```a```", "<!!mention:",
        "<!!mention:a|b>", "https://", "https://a.org ", "<https://a|", "<https://a|<https://a|", "<https://a.org|b>", "a@", "a@b.org ", "é@", "\n", "*é*", "😀*",
    ];

    internal static string Worst(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));

    /// <summary>Returns the lines of the *.log files in the folder, or generated lines if the folder is null.</summary>
    internal static IReadOnlyList<string> Lines(DirectoryInfo? folder) =>
        folder is null ? MadeUp() : [.. Directory.GetFiles(folder.FullName, "*.log").Order(StringComparer.Ordinal).SelectMany(File.ReadLines)];

    private static List<string> MadeUp()
    {
        string[] texts =
        [
            "is it still available?", "yes, until *friday*", "see https://example.com/items/{0}?a=b_c for the details, the other one is gone",
            "{0}: try /etc/init.d/some_service restart, and tell me what it says", "_hm_, that is 2 * {0} then, or more :-)", "mail me at a.b{0}@example.com",
            "ok", "<!!mention:user-{0}|Name> knows more about this than I do, and is usually here in the morning",
            "I have had some problems with it since yesterday, and there is nothing about them in the log :(", "- one\n- two\n- *three*",
        ];
        return [.. Enumerable.Range(0, 20_000).Select(i => string.Format(CultureInfo.InvariantCulture, texts[i * 7 % texts.Length], i))];
    }
}
