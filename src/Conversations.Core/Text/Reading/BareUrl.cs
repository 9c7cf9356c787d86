using System.Buffers;
using System.Globalization;
using System.Text;

namespace Conversations;

/// <summary>Finds where a URL ends that stands in a text without brackets.</summary>
internal static class BareUrl
{
    private const int BlackFlag = 0x1F3F4;
    private const string AsciiCharacters = PercentEncoding.UrlCharacters + "%";

    private static readonly SearchValues<char> Ascii = SearchValues.Create(AsciiCharacters);
    private static readonly SearchValues<char> NeverLast = SearchValues.Create(".,:;!?'*_~(['");

    /// <summary>
    /// Returns the length of the URL at the start of the text, punctuation at its end included, as a negative number if it is in doubt what its host is.
    /// </summary>
    /// <param name="text">The text. It starts with a scheme that a link may have.</param>
    /// <param name="schemeLength">The length of the scheme.</param>
    /// <param name="read">The number of characters that were examined.</param>
    internal static int Length(ReadOnlySpan<char> text, int schemeLength, out int read)
    {
        var authority = BareAuthority.Length(text[schemeLength..], out var endsUrl, out read);
        var pathStart = schemeLength + Math.Abs(authority);
        var length = endsUrl ? pathStart : pathStart + RunLength(text[pathStart..]);
        read += length;
        return authority < 0 ? -length : length;
    }

    /// <summary>
    /// Cuts off what belongs to the sentence: punctuation and markers at the end, and closing brackets that the URL did not open.
    /// </summary>
    internal static ReadOnlySpan<char> WithoutTrailing(ReadOnlySpan<char> url)
    {
        // The brackets are counted once. Each step of the loop cuts one character and updates the counts.
        var (round, square) = (Surplus(url, '(', ')'), Surplus(url, '[', ']'));
        while (!url.IsEmpty)
        {
            var last = url[^1];
            if (last == ')' && round > 0)
                round--;
            else if (last == ']' && square > 0)
                square--;
            else if (last == '(')
                round++;
            else if (last == '[')
                square++;
            else if (char.IsAscii(last) ? !NeverLast.Contains(last) : !EndsWithPunctuation(url))
                break;

            url = url[..^(char.IsLowSurrogate(last) ? 2 : 1)];
        }

        return url;
    }

    /// <summary>
    /// Returns whether the URL goes on over an invisible character, because it joins two letters or emoji, or is part of a flag.
    /// </summary>
    internal static bool Joins(ReadOnlySpan<char> before, Rune rune, ReadOnlySpan<char> after) => rune.Value switch
    {
        0x200C or 0x200D => Rune.DecodeLastFromUtf16(before, out var previous, out _) == OperationStatus.Done && IsPartOfUrl(previous)
            && Rune.DecodeFromUtf16(after, out var next, out _) == OperationStatus.Done && IsPartOfUrl(next),
        >= 0xE0020 and <= 0xE007F => Rune.DecodeLastFromUtf16(before, out var previous, out _) == OperationStatus.Done
            && previous.Value is BlackFlag or (>= 0xE0020 and <= 0xE007E),
        _ => false,
    };

    /// <summary>
    /// Returns the number of characters at the start that can belong to a URL: no white space, quotes, angle brackets or other
    /// ASCII characters that a URL cannot contain, and no two characters of punctuation beyond ASCII in a row.
    /// </summary>
    private static int RunLength(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (true)
        {
            var ascii = text[at..].IndexOfAnyExcept(Ascii);
            if (ascii < 0)
                return text.Length;

            at += ascii;
            if (char.IsAscii(text[at]) || text[at] == '\u01c0'
                || Rune.DecodeFromUtf16(text[at..], out var rune, out var units) != OperationStatus.Done)
            {
                return at;
            }

            var rest = text[(at + units)..];
            var goesOn = Rune.IsPunctuation(rune) ? !StartsWithPunctuation(rest) : IsPartOfUrl(rune) || Joins(text[..at], rune, rest);
            if (!goesOn)
                return at;

            at += units;
        }
    }

    private static bool EndsWithPunctuation(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out var rune, out _) == OperationStatus.Done && Rune.IsPunctuation(rune);

    // Punctuation before white space or at the end is cut off as trailing, so only more punctuation is looked for here.
    private static bool StartsWithPunctuation(ReadOnlySpan<char> text) =>
        !text.IsEmpty && !char.IsAscii(text[0])
        && Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && Rune.IsPunctuation(rune);

    private static int Surplus(ReadOnlySpan<char> url, char open, char close) => url.Count(close) - url.Count(open);

    private static bool IsPartOfUrl(Rune rune) => Rune.IsLetterOrDigit(rune) || (Rune.IsSymbol(rune) && !rune.IsAscii)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
