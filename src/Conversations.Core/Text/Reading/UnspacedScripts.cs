using System.Globalization;
using System.Text;

namespace Conversations;

/// <summary>
/// Knows the scripts that do not separate words by spaces, such as Han, Kana and Thai. In them, a URL may follow a letter directly,
/// and a letter may follow a URL directly.
/// </summary>
internal static class UnspacedScripts
{
    // Korean separates words by spaces, but its particles follow a URL without a space.
    private const int FirstHangulSyllable = 0xAC00;
    private const int LastHangulSyllable = 0xD7A3;

    /// <summary>
    /// The blocks of the scripts whose letters have the line breaking class ID, CJ or SA (Unicode Standard Annex #14): lines may
    /// break between their letters, since no space separates their words.
    /// </summary>
    private static readonly int[] Unspaced =
    [
        0x0E00, 0x0EFF, 0x0F00, 0x0FFF, 0x1000, 0x109F, 0x1780, 0x17FF, 0x1950, 0x19DF, 0x1A20, 0x1AAF, 0x1B00, 0x1B7F,
        0x2E80, 0x2FDF, 0x3005, 0x3007, 0x3021, 0x3029, 0x3031, 0x3035, 0x303B, 0x303C, 0x3041, 0x30FF, 0x3105, 0x312F,
        0x31A0, 0x31BF, 0x31F0, 0x31FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA000, 0xA4CF, 0xA980, 0xA9DF, 0xA9E0, 0xA9FF,
        0xAA60, 0xAADF, 0xF900, 0xFAFF, 0xFF66, 0xFF9F, 0x11700, 0x1174F, 0x16FE0, 0x18DFF, 0x1AFF0, 0x1B2FF, 0x20000, 0x3FFFD,
    ];

    /// <summary>Returns whether the text ends with a letter of a script that does not separate words.</summary>
    internal static bool Ends(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(WordCharacters.WithoutSelectors(text), out var rune, out _) == System.Buffers.OperationStatus.Done
        && CodePointRanges.Contain(Unspaced, rune.Value) && IsLetter(rune);

    /// <summary>Returns whether the rune is a letter that may follow the end of a host directly, and then is not part of it.</summary>
    internal static bool MayFollowHost(Rune rune) =>
        rune.Value is >= FirstHangulSyllable and <= LastHangulSyllable
        || (CodePointRanges.Contain(Unspaced, rune.Value) && IsLetter(rune) && !HostCharacters.IsMark(rune));

    private static bool IsLetter(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber;
}
