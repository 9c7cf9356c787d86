using System.Buffers;
using System.Globalization;
using System.Text;

namespace Conversations;

/// <summary>Percent-encoding of URLs that are written already (RFC 3986, section 2).</summary>
internal static class PercentEncoding
{
    // Reserved and unreserved characters.
    private static readonly SearchValues<char> Kept = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=");

    /// <summary>Tells whether encoding may change the text.</summary>
    internal static bool Changes(ReadOnlySpan<char> text) => text.ContainsAnyExcept(Kept);

    /// <summary>Appends a part of a URL with everything encoded that a URL cannot hold, and nothing twice.</summary>
    internal static void Append(StringBuilder href, ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (var at = 0; at < text.Length;)
        {
            if (Kept.Contains(text[at]) || IsEncoded(text[at..]))
            {
                href.Append(text[at++]);
                continue;
            }

            Rune.DecodeFromUtf16(text[at..], out var rune, out var units);
            at += units;
            foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
                href.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }
    }

    private static bool IsEncoded(ReadOnlySpan<char> text) =>
        text is ['%', var high, var low, ..] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low);
}
