using System.Globalization;

namespace EmailNotifications.Rendering;

/// <summary>Makes values fit for a line, such as a header.</summary>
internal static class OneLine
{
    /// <summary>Replaces each control character, and each separator of lines, by a space.</summary>
    internal static string Of(string text) => string.Create(text.Length, text, static (line, source) =>
    {
        for (var i = 0; i < line.Length; i++)
            line[i] = Breaks(source[i]) ? ' ' : source[i];
    });

    /// <summary>
    /// Makes a value fit for a header. There <c>=?</c> begins an encoded word (RFC 2047), which the receiver decodes, so a value could hide
    /// what it shows. A space takes its meaning away.
    /// </summary>
    internal static string ForHeader(string text) => Of(text).Replace("=?", "= ?", StringComparison.Ordinal);

    private static bool Breaks(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
