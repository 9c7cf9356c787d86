using System.Globalization;

namespace Conversations;

/// <summary>What a word is made of: letters, digits and the marks on them.</summary>
internal static class WordCharacters
{
    internal static bool IsWordBefore(ReadOnlySpan<char> text, int at)
    {
        if (at == 0)
            return false;

        var unit = text[at - 1];
        if (char.IsAscii(unit))
            return char.IsAsciiLetterOrDigit(unit);

        return char.IsLowSurrogate(unit) && at > 1 && char.IsHighSurrogate(text[at - 2])
            ? IsWord(CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(text[at - 2], unit)))
            : IsWord(char.GetUnicodeCategory(unit));
    }

    /// <summary>Tells whether a word begins or goes on right after an index.</summary>
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

    /// <summary>Tells whether a span of nothing else is worth it: a letter, a digit, or anything visible beyond ASCII.</summary>
    internal static bool IsInWord(char unit) => char.IsAscii(unit) ? char.IsAsciiLetterOrDigit(unit) : !char.IsWhiteSpace(unit);

    private static bool IsWord(UnicodeCategory category) => category is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
