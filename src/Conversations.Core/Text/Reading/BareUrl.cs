using System.Buffers;
using System.Globalization;
using System.Text;

namespace Conversations;

/// <summary>Where a URL that stands in a text without brackets ends.</summary>
internal static class BareUrl
{
    private static readonly SearchValues<char> Ascii = SearchValues.Create(
        [.. Enumerable.Range('!', '~' - '!' + 1).Select(unit => (char)unit).Except("\"<>`|\\^{}")]);

    private static readonly SearchValues<char> NeverLast = SearchValues.Create(".,:;!?'*_~(['");

    /// <summary>Gives the length of what belongs to a URL at the start: no white space, quotes and angle brackets, no punctuation beyond ASCII.</summary>
    internal static int Length(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (true)
        {
            var ascii = text[at..].IndexOfAnyExcept(Ascii);
            if (ascii < 0)
                return text.Length;

            at += ascii;
            if (char.IsAscii(text[at]) || text[at] == '\u01c0'
                || Rune.DecodeFromUtf16(text[at..], out var rune, out var units) != OperationStatus.Done || !IsPartOfUrl(rune))
            {
                return at;
            }

            at += units;
        }
    }

    /// <summary>Cuts what belongs to the sentence: punctuation and markers at the end, and brackets that the URL did not open.</summary>
    internal static ReadOnlySpan<char> WithoutTrailing(ReadOnlySpan<char> url)
    {
        // Counted once: a cut takes closing brackets one by one.
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
            else if (!NeverLast.Contains(last))
                break;

            url = url[..^1];
        }

        return url;
    }

    private static int Surplus(ReadOnlySpan<char> url, char open, char close) => url.Count(close) - url.Count(open);

    private static bool IsPartOfUrl(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.IsSymbol(rune) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
