using System.Text.RegularExpressions;

namespace Quickstart.Import;

/// <summary>Removes the codes with which IRC clients format a text: bold, colours and the like.</summary>
internal static partial class IrcFormatting
{
    /// <summary>Returns the text without formatting codes. A text without any is returned as the same instance.</summary>
    internal static string Strip(string text) => CodePattern().Replace(text, "");

    // A colour is followed by the number of the foreground, and after a comma by that of the background; a comma without a number is
    // part of the text. The other codes are bold (02), reset (0F), monospace (11), reverse (16), italic (1D), strikethrough (1E)
    // and underline (1F).
    [GeneratedRegex(
        @"\x03([0-9]{1,2}(,[0-9]{1,2})?)?|\x04([0-9A-Fa-f]{6}(,[0-9A-Fa-f]{6})?)?|[\x02\x0f\x11\x16\x1d\x1e\x1f]",
        RegexOptions.ExplicitCapture)]
    private static partial Regex CodePattern();
}
