using System.Buffers;
using System.Globalization;
using System.Text;

namespace Conversations;

/// <summary>Adds the missing percent-encoding to a URL that is written already (RFC 3986, section 2).</summary>
internal static class PercentEncoding
{
    /// <summary>The characters that an authority can contain: the reserved and unreserved ones, except those that end it.</summary>
    internal const string AuthorityCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:[]@!$&'()*+,;=";

    /// <summary>The reserved and the unreserved characters.</summary>
    internal const string UrlCharacters = AuthorityCharacters + "/?#";

    private static readonly SearchValues<char> Kept = SearchValues.Create(UrlCharacters);

    /// <summary>Returns whether encoding can change the text.</summary>
    internal static bool Changes(ReadOnlySpan<char> text) => text.ContainsAnyExcept(Kept);

    /// <summary>
    /// Appends a part of a URL. Characters that a URL cannot contain are encoded, and what is encoded already is not encoded again.
    /// </summary>
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
