using System.Globalization;
using System.Text;

namespace Conversations;

/// <summary>Contains the limits of custom data and checks them.</summary>
internal static class CustomRules
{
    internal const string Field = "custom";
    internal const int MaxKeys = 50;
    internal const int MaxPatchKeys = 100;
    internal const int MaxKeyBytes = 255;
    internal const int MaxValueLength = 4_096;
    internal const int MaxTotalBytes = 16 * 1024;
    internal const int MaxJsonBytes = 128 * 1024;

    private const int ShownKeyLength = 64;

    internal static void CheckKey(string key)
    {
        const string limit = "must have keys of 1 to 255 bytes of UTF-8";
        if (key.Length == 0)
            throw Refusal.Of(Field, limit, "has an empty one");

        if (key.Length > MaxKeyBytes)
            throw Refusal.Of(Field, limit, $"has one of at least {Refusal.Number(key.Length)}");

        if (key.Contains('\0', StringComparison.Ordinal))
            throw Refusal.Of(Field, "must have keys without NUL", "has one that contains NUL");

        if (UnicodeText.IndexOfLoneSurrogate(key) >= 0)
            throw Refusal.Of(Field, "must have keys of well-formed Unicode", "has one with a lone surrogate");

        if (UnicodeText.Utf8Length(key) is > MaxKeyBytes and var bytes)
            throw Refusal.Of(Field, limit, $"has one of {Refusal.Number(bytes)}");
    }

    internal static void CheckValue(string key, string value)
    {
        if (value.Length > MaxValueLength)
            throw Refusal.Of(Path(key), "must have at most 4,096 characters", $"has {Refusal.Number(value.Length)}");

        if (value.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var nul)
            throw Refusal.Of(Path(key), "must not contain NUL", $"has it at index {Refusal.Number(nul)}");

        if (UnicodeText.IndexOfLoneSurrogate(value) is >= 0 and var at)
            throw Refusal.LoneSurrogate(Path(key), at);
    }

    internal static void CheckCount(int count, int max)
    {
        if (count > max)
            throw Refusal.Of(Field, $"must have at most {Refusal.Number(max)} keys", AtLeast(count));
    }

    internal static void CheckTotal(int bytes)
    {
        if (bytes > MaxTotalBytes)
            throw Refusal.Of(Field, "must have at most 16,384 bytes of UTF-8, keys and values together", AtLeast(bytes));
    }

    /// <summary>Throws if JSON is too large. Its content is not examined.</summary>
    internal static void CheckJsonSize(long bytes)
    {
        if (bytes > MaxJsonBytes)
            throw Refusal.Of(Field, "must have at most 131,072 bytes of JSON", AtLeast(bytes));
    }

    /// <summary>
    /// Returns the name of a valid key for an exception. Long keys are cut, and characters that are invisible or would break a line
    /// of a log are replaced.
    /// </summary>
    internal static string Path(string key)
    {
        var shown = new StringBuilder(Field).Append('.');
        var left = ShownKeyLength;
        foreach (var rune in key.EnumerateRunes())
        {
            left -= rune.Utf16SequenceLength;
            if (left < 0)
                return shown.Append('…').ToString();

            shown.Append(IsShown(rune) ? rune : Rune.ReplacementChar);
        }

        return shown.ToString();
    }

    /// <summary>Describes a number as a lower bound, because reading stops as soon as a limit is exceeded.</summary>
    private static string AtLeast(long number) => $"has at least {Refusal.Number(number)}";

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
