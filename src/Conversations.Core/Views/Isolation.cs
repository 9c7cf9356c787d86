using System.Buffers;
using System.Text;

namespace Conversations;

/// <summary>
/// Keeps the direction of a name from reaching beyond the name when it is joined with other text (Unicode Standard Annex #9).
/// </summary>
internal static class Isolation
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    // These are embeddings, overrides, isolates and their ends. A line break ends every isolate, so it counts as well.
    private static readonly SearchValues<char> Controls =
        SearchValues.Create("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\r\n\v\f\u001c\u001d\u001e\u0085\u2028\u2029");

    /// <summary>
    /// Returns the name so that it can be joined with other text. A name that contains a letter of a script from right to left, or a
    /// control of direction, is isolated; any other name is returned as it is.
    /// </summary>
    internal static string OfJoined(string name) => HasRightToLeft(name) ? Isolate(name) : OfAlone(name);

    /// <summary>
    /// Returns the name so that it can stand alone in a text of its own. Only a name that contains a control of direction is isolated,
    /// because its effect would reach beyond the name wherever an app joins it.
    /// </summary>
    internal static string OfAlone(string name) => name.AsSpan().ContainsAny(Controls) ? Isolate(name) : name;

    /// <summary>
    /// Isolates a name. An end of an isolate that the name did not begin is left out, because it would end ours, and an isolate
    /// that the name did not end is ended. A line break becomes a space.
    /// </summary>
    private static string Isolate(string name)
    {
        var isolated = new StringBuilder(name.Length + 2).Append(FirstStrongIsolate);
        var open = 0;
        foreach (var unit in name)
        {
            if (unit == PopDirectionalIsolate && open == 0)
                continue;

            open += unit switch { >= '\u2066' and <= '\u2068' => 1, PopDirectionalIsolate => -1, _ => 0 };
            isolated.Append(unit is (< ' ' or '\u0085' or '\u2028' or '\u2029') && Controls.Contains(unit) ? ' ' : unit);
        }

        return isolated.Append(PopDirectionalIsolate, open + 1).ToString();
    }

    private static bool HasRightToLeft(string name)
    {
        if (Ascii.IsValid(name))
            return false;

        foreach (var rune in name.EnumerateRunes())
        {
            // These are the blocks in which characters go from right to left, and the marks of direction.
            if (rune.Value is (>= 0x0590 and <= 0x08FF) or 0x200E or 0x200F or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFE)
                or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF))
            {
                return true;
            }
        }

        return false;
    }
}
