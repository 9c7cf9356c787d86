using System.Buffers;
using System.Globalization;
using System.Text;

namespace Conversations;

/// <summary>Says which characters belong to a word: letters, digits and the marks on them.</summary>
internal static class WordCharacters
{
    /// <summary>Returns whether a character of a word stands directly before an index. A keycap is a symbol, although a digit is in it.</summary>
    internal static bool IsWordBefore(ReadOnlySpan<char> text, int at)
    {
        if (at == 0)
            return false;

        if (char.IsAscii(text[at - 1]))
            return char.IsAsciiLetterOrDigit(text[at - 1]);

        var before = WithoutSelectors(text[..at]);
        return Rune.DecodeLastFromUtf16(before, out var rune, out _) == OperationStatus.Done && IsWord(Rune.GetUnicodeCategory(rune));
    }

    /// <summary>Leaves out the variation selectors at the end, which choose how the character before them looks.</summary>
    internal static ReadOnlySpan<char> WithoutSelectors(ReadOnlySpan<char> text)
    {
        while (Rune.DecodeLastFromUtf16(text, out var rune, out var units) == OperationStatus.Done
            && rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF))
        {
            text = text[..^units];
        }

        return text;
    }

    /// <summary>Returns whether a character of a word follows directly after the character at an index.</summary>
    internal static bool IsWordAfter(ReadOnlySpan<char> text, int at)
    {
        if (at + 1 >= text.Length)
            return false;

        var unit = text[at + 1];
        if (char.IsAscii(unit))
            return char.IsAsciiLetterOrDigit(unit);

        return char.IsHighSurrogate(unit) && at + 2 < text.Length && char.IsLowSurrogate(text[at + 2])
            ? IsWord(CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(unit, text[at + 2])))
            : IsWord(char.GetUnicodeCategory(unit));
    }

    /// <summary>
    /// Returns whether a character makes a span worth displaying: a letter, a digit, or any visible character beyond ASCII.
    /// </summary>
    internal static bool IsInWord(ReadOnlySpan<char> text, int at) => char.IsAscii(text[at])
        ? char.IsAsciiLetterOrDigit(text[at])
        : Rune.DecodeLastFromUtf16(text[..(at + 1)], out var rune, out _) == OperationStatus.Done && Visibility.IsVisible(rune);

    private static bool IsWord(UnicodeCategory category) => category is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber;
}
