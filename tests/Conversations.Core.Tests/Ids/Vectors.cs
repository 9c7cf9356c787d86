using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Conversations.Tests.Ids;

/// <summary>Reads the committed vectors. Implementations in other languages can be tested with the same files.</summary>
internal static partial class Vectors
{
    internal static IEnumerable<Dictionary<string, string>> Read(string file)
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream($"vectors/{file}")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(vector => vector.EnumerateObject().ToDictionary(
            property => property.Name,
            property => Unescape(property.Value.GetRawText()[1..^1])))];
    }

    /// <summary>
    /// Decodes the content of a JSON string, including lone surrogates, which System.Text.Json refuses to read.
    /// </summary>
    internal static string Unescape(string json) => Escape().Replace(json, match => match.Value[1] switch
    {
        'u' => ((char)ushort.Parse(match.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        'b' => "\b",
        't' => "\t",
        'n' => "\n",
        'f' => "\f",
        'r' => "\r",
        var other => other.ToString(),
    });

    /// <summary>Escapes every UTF-16 unit, so that every reader decodes the text in the same way.</summary>
    internal static string EscapeAll(string text) =>
        string.Concat(text.Select(unit => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}")));

    [GeneratedRegex(@"\\(u[0-9a-fA-F]{4}|.)")]
    private static partial Regex Escape();
}
