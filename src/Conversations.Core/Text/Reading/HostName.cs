using System.Text;

namespace Conversations;

/// <summary>
/// Converts an international host to ASCII. Nothing is mapped but the case: a host with a character that any program could read as
/// another one, or leave out, is not converted, since it could lead elsewhere on another machine.
/// </summary>
internal static class HostName
{
    // These are the maximum lengths of a label and of a host (RFC 1035, section 2.3.4).
    private const int MaxLabel = 63;
    private const int MaxHost = 253;

    /// <summary>Returns the host in ASCII, or null if it is not one that all programs read alike.</summary>
    internal static string? ToAscii(ReadOnlySpan<char> host)
    {
        if (Ascii.IsValid(host))
            return host.ToString();

        if (host.Length > MaxHost)
            return null;

        var ascii = new StringBuilder(host.Length + 16);
        foreach (var range in host.Split('.'))
        {
            if (range.Start.Value > 0)
                ascii.Append('.');

            // A host may end with a dot, which stands for the root.
            var isRoot = range.Start.Value == host.Length && host[^2] != '.';
            if (!isRoot && !TryAppend(ascii, host[range]))
                return null;
        }

        return ascii.Length <= MaxHost ? ascii.ToString() : null;
    }

    private static bool TryAppend(StringBuilder ascii, ReadOnlySpan<char> label)
    {
        if (Ascii.IsValid(label))
        {
            ascii.Append(label);
            return label.Length > 0;
        }

        Span<int> codePoints = stackalloc int[MaxLabel];
        var (count, before) = (0, 0);
        foreach (var rune in label.EnumerateRunes())
        {
            var mapped = HostCharacters.Map(rune);
            var order = CombiningClasses.Of(mapped);
            if (mapped < 0 || count == MaxLabel || (count == 0 && HostCharacters.IsMark(rune)) || (order > 0 && order < before))
                return false;

            before = order;
            codePoints[count++] = mapped;
        }

        // A label with hyphens at these places has another meaning (RFC 5891, section 4.2.3.1).
        if (label is ['-', ..] or [.., '-'] or [_, _, '-', '-', ..])
            return false;

        var start = ascii.Length;
        Punycode.Append(ascii.Append("xn--"), codePoints[..count]);
        return ascii.Length - start <= MaxLabel;
    }
}
