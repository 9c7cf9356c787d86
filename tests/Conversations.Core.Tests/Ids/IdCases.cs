namespace Conversations.Tests.Ids;

/// <summary>Lists valid and invalid ids as the contents of JSON strings.</summary>
public static class IdCases
{
    public static TheoryData<string> Refused =>
    [
        "", " ", "a ", " a", "\\ta", "a\\u00a0", "\\u3000a", "\\u2003",
        new string('x', 256), Repeat("\\u00e9", 128), Repeat("\\ud83d\\ude00", 64), new string('x', 12_000),
        "x" + Repeat("\\u20ac", 85),
        "a\\u0000b", "a\\nb", "a\\tb", "\\u001b[31m", "a\\u007fb", "a\\u0085b", "a\\u009fb", "a\\u2028b", "a\\u2029b",
        "u\\ud800", "\\udc00\\ud800", "\\ud800a", "a\\udc00b", "\\ud800\\ud83d\\ude00",
        "a\\u200db", "a\\u200bb", "a\\u200cb", "a\\u00adb", "a\\ufeffb", "\\ufeffa", "a\\u202eb", "a\\u2066b", "a\\u061cb",
        "a\\udb40\\udc41b", "a\\ud834\\udd73b",
    ];

    public static TheoryData<string> Accepted =>
    [
        "a", new string('x', 255), Repeat("\\u00e9", 127) + "x", Repeat("\\ud83d\\ude00", 63) + "abc", Repeat("\\u20ac", 85),
        "a b", "a\\u00a0b", "~", "\\u00e9", "e\\u0301", "\\u0301", "\\ud83d\\ude00", "\\udbff\\udffd", "\\ue000", "\\uffff", "\\ufffd",
        "1", "01", "1.0", "null", "__proto__", "../../etc/passwd", "a/b", "' OR 1=1 --", "$1", "@p0", "%", "_", "purchase:12345",
        "\\\"", "\\\\", "{0}", "<script>",
    ];

    public static TheoryData<string, string> LookAlikes => new()
    {
        { "\\u00e9", "e\\u0301" },
        { "Alice", "alice" },
        { "a", "\\u0430" },
        { "K", "\\u212a" },
        { "\\u00df", "SS" },
        { "\\u00df", "ss" },
        { "i", "I" },
        { "\\u0131", "i" },
        { "\\u0130", "i" },
        { "\\uff5e", "~" },
        { "1", "01" },
        { "1", "1.0" },
        { "1", "\\u0661" },
        { "a", "a\\ufe0f" },
    };

    private static string Repeat(string piece, int count) => string.Concat(Enumerable.Repeat(piece, count));
}
