using System.Globalization;
using System.Text;

namespace Conversations;

/// <summary>Says whether a text shows anything. The category of a character is not enough: some letters and symbols are blank.</summary>
internal static class Visibility
{
    /// <summary>
    /// The code points that show nothing although they are neither white space, control nor format characters: those with the
    /// property <c>Default_Ignorable_Code_Point</c> (<c>DerivedCoreProperties.txt</c> of Unicode 15.0), and the letters and symbols
    /// that Unicode draws as a blank: U+2800, U+13441, U+13442, U+16FE4 and U+1D159.
    /// </summary>
    private static readonly int[] Blank =
    [
        0x00AD, 0x00AD, 0x034F, 0x034F, 0x061C, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x200B, 0x200F,
        0x202A, 0x202E, 0x2060, 0x206F, 0x2800, 0x2800, 0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF, 0xFFA0, 0xFFA0,
        0xFFF0, 0xFFF8, 0x13441, 0x13442, 0x16FE4, 0x16FE4, 0x1BCA0, 0x1BCA3, 0x1D159, 0x1D159, 0x1D173, 0x1D17A,
        0xE0000, 0xE0FFF,
    ];

    /// <summary>Returns whether a reader sees at least one character of the text.</summary>
    internal static bool HasVisible(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsVisible(rune))
                return true;
        }

        return false;
    }

    /// <summary>Returns whether a reader sees the character.</summary>
    internal static bool IsVisible(Rune rune) => rune.IsAscii
        ? rune.Value is > ' ' and < 0x7F
        : Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            && !CodePointRanges.Contain(Blank, rune.Value);
}
