using System.Buffers;
using System.Runtime.CompilerServices;

namespace Conversations;

/// <summary>
/// Writes custom data as canonical JSON: the keys in their order, no white space, and only those characters escaped that RFC 8259
/// forbids in a string. The encoders of the framework escape more, and which characters they escape can change with the version of
/// the framework.
/// </summary>
internal static class CanonicalJson
{
    private static readonly SearchValues<char> Escaped =
        SearchValues.Create("\"\\" + string.Concat(Enumerable.Range(0, ' ').Select(unit => (char)unit)));

    internal static string Write(OrderedPairs pairs)
    {
        if (pairs.Count == 0)
            return "{}";

        var text = new DefaultInterpolatedStringHandler(0, 0, provider: null, stackalloc char[256]);
        for (var i = 0; i < pairs.Count; i++)
        {
            text.AppendLiteral(i == 0 ? "{\"" : ",\"");
            AppendEscaped(ref text, pairs[i].Key);
            text.AppendLiteral("\":\"");
            AppendEscaped(ref text, pairs[i].Value);
            text.AppendLiteral("\"");
        }

        text.AppendLiteral("}");
        return text.ToStringAndClear();
    }

    private static void AppendEscaped(ref DefaultInterpolatedStringHandler text, ReadOnlySpan<char> value)
    {
        while (value.IndexOfAny(Escaped) is >= 0 and var at)
        {
            text.AppendFormatted(value[..at]);
            text.AppendLiteral(value[at] switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\t' => "\\t",
                '\n' => "\\n",
                '\f' => "\\f",
                '\r' => "\\r",
                _ => $"\\u{(int)value[at]:x4}",
            });
            value = value[(at + 1)..];
        }

        text.AppendFormatted(value);
    }
}
