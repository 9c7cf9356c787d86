using System.Globalization;
using System.Text;

namespace Conversations;

/// <summary>Contains the rule that the ids of conversations, users and messages share.</summary>
internal static class Identifier
{
    /// <summary>The maximum length of an id, in bytes of UTF-8.</summary>
    internal const int MaxBytes = 255;

    /// <summary>Returns the id, or throws the exceptions that the public constructors document.</summary>
    internal static string Check(string? value, string parameter)
    {
        ArgumentNullException.ThrowIfNull(value, parameter);
        return Problem(value) is { } problem ? throw new ArgumentException(problem, parameter) : value;
    }

    /// <summary>
    /// Returns a sentence that says what is wrong with an id, without repeating the id, or null if the id is valid.
    /// </summary>
    internal static string? Problem(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
            return "An id must have 1 to 255 bytes of UTF-8, but is empty.";

        // Every UTF-16 unit takes at least one byte, so a very long string is refused before it is read.
        if (value.Length > MaxBytes)
            return $"An id must have 1 to {MaxBytes} bytes of UTF-8, but has at least {value.Length}.";

        if (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]))
            return "An id must not begin or end with white space.";

        return value.ContainsAnyExceptInRange(' ', '~') ? ProblemOutsideAscii(value) : null;
    }

    private static string? ProblemOutsideAscii(ReadOnlySpan<char> value)
    {
        var (bytes, at) = (0, 0);
        while (at < value.Length)
        {
            if (Rune.DecodeFromUtf16(value[at..], out var rune, out var consumed) != System.Buffers.OperationStatus.Done)
                return $"An id must be well-formed Unicode, but has a lone surrogate at index {at}.";

            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return $"An id must not contain control, format or line separator characters, but has U+{rune.Value:X4} at index {at}.";
            }

            bytes += rune.Utf8SequenceLength;
            at += consumed;
        }

        return bytes <= MaxBytes ? null : $"An id must have 1 to {MaxBytes} bytes of UTF-8, but has {bytes}.";
    }

    /// <summary>Compares by code point. This is the order of the UTF-8 bytes, and therefore the order in every store.</summary>
    internal static int Compare(string? left, string? right)
    {
        left ??= "";
        right ??= "";
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
            return left.Length.CompareTo(right.Length);

        return Weight(left[common]).CompareTo(Weight(right[common]));
    }

    /// <summary>Moves surrogates above U+E000 to U+FFFF, because the code points that they encode come after these.</summary>
    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
