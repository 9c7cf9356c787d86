using System.Buffers;
using System.Globalization;
using System.Text;

namespace Conversations;

/// <summary>Recognizes exactly one emoji, by the sequences that Unicode Technical Standard #51 defines.</summary>
internal static class EmojiSequence
{
    private const int MaxRunes = 16;
    private const int ZeroWidthJoiner = 0x200D;
    private const int EmojiPresentation = 0xFE0F;
    private const string SelectorText = "\ufe0f";
    private const int Keycap = 0x20E3;
    private const int BlackFlag = 0x1F3F4;
    private const int CancelTag = 0xE007F;

    /// <summary>Returns whether the whole text is exactly one emoji of at most 16 code points.</summary>
    internal static bool IsOne(ReadOnlySpan<char> text)
    {
        Span<int> buffer = stackalloc int[MaxRunes];
        var count = 0;
        while (!text.IsEmpty)
        {
            if (count == MaxRunes || Rune.DecodeFromUtf16(text, out var rune, out var length) != OperationStatus.Done)
                return false;

            buffer[count++] = rune.Value;
            text = text[length..];
        }

        var runes = buffer[..count];
        return count > 0 && (IsKeycap(runes) || IsFlag(runes) || IsTagged(runes) || IsJoined(runes));
    }

    /// <summary>
    /// Returns whether the text is a name between two colons. The name has a visible character, and contains no colons,
    /// white space, control or format characters.
    /// </summary>
    internal static bool IsName(ReadOnlySpan<char> text)
    {
        if (text is not [':', .. { Length: > 0 } name, ':'] || UnicodeText.IndexOfLoneSurrogate(name) >= 0 || !Visibility.HasVisible(name))
            return false;

        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.Value == ':' || Rune.IsWhiteSpace(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Returns whether two emoji look the same: they differ at most in the presentation selector U+FE0F, which some keyboards leave
    /// out. Names between colons look the same only if they are equal.
    /// </summary>
    internal static bool LookSame(string one, string other) =>
        one == other || (one[0] != ':' && other[0] != ':' && Bare(one) == Bare(other));

    /// <summary>
    /// Returns all other spellings that look the same as an emoji: with and without the presentation selector after each part. A
    /// name between colons has none.
    /// </summary>
    internal static IReadOnlyList<string> OtherSpellings(string emoji)
    {
        if (emoji[0] == ':')
            return [];

        List<string> spellings = [""];
        foreach (var rune in Bare(emoji).EnumerateRunes())
        {
            var part = rune.ToString();
            var count = spellings.Count;
            for (var i = 0; i < count; i++)
            {
                spellings[i] += part;
                if (MayHaveSelector(rune.Value))
                    spellings.Add(spellings[i] + SelectorText);
            }
        }

        spellings.RemoveAll(spelling => spelling == emoji || !IsOne(spelling));
        return spellings;
    }

    private static string Bare(string emoji) => emoji.Replace(SelectorText, "", StringComparison.Ordinal);

    private static bool MayHaveSelector(int rune) =>
        EmojiTable.IsEmoji(rune) && !IsRegionalIndicator(rune) && !IsSkinTone(rune);

    private static bool IsKeycap(ReadOnlySpan<int> runes) =>
        IsKeycapBase(runes[0]) && (runes is [_, Keycap] || runes is [_, EmojiPresentation, Keycap]);

    private static bool IsFlag(ReadOnlySpan<int> runes) =>
        runes.Length == 2 && IsRegionalIndicator(runes[0]) && IsRegionalIndicator(runes[1]);

    /// <summary>
    /// Returns whether the sequence is the flag of a part of a country: the black flag, 3 to 6 letters and digits as tags, and the
    /// end of the tags.
    /// </summary>
    private static bool IsTagged(ReadOnlySpan<int> runes)
    {
        if (runes.Length is < 5 or > 8 || runes[0] != BlackFlag || runes[^1] != CancelTag)
            return false;

        foreach (var rune in runes[1..^1])
        {
            if (rune is not (>= 0xE0030 and <= 0xE0039 or >= 0xE0061 and <= 0xE007A))
                return false;
        }

        return true;
    }

    private static bool IsJoined(ReadOnlySpan<int> runes)
    {
        while (true)
        {
            var taken = Element(runes);
            if (taken == 0 || taken == runes.Length)
                return taken > 0;

            if (runes[taken] != ZeroWidthJoiner || taken + 1 == runes.Length)
                return false;

            runes = runes[(taken + 1)..];
        }
    }

    /// <summary>
    /// Returns the length of the emoji at the start, including its presentation selector or skin tone, or 0 if there is none.
    /// </summary>
    private static int Element(ReadOnlySpan<int> runes)
    {
        if (!EmojiTable.IsEmoji(runes[0]) || IsKeycapBase(runes[0]) || IsRegionalIndicator(runes[0]))
            return 0;

        if (runes.Length == 1)
            return 1;

        return runes[1] == EmojiPresentation || (IsSkinTone(runes[1]) && EmojiTable.TakesSkinTone(runes[0])) ? 2 : 1;
    }

    private static bool IsKeycapBase(int rune) => rune is '#' or '*' or (>= '0' and <= '9');

    private static bool IsRegionalIndicator(int rune) => rune is >= 0x1F1E6 and <= 0x1F1FF;

    private static bool IsSkinTone(int rune) => rune is >= 0x1F3FB and <= 0x1F3FF;
}
