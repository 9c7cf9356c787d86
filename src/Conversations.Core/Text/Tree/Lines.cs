namespace Conversations;

/// <summary>Finds line breaks: LF, CR, or CR followed by LF.</summary>
internal static class Lines
{
    internal static bool Has(ReadOnlySpan<char> text) => text.ContainsAny('\r', '\n');

    /// <summary>Returns the length of the line break at an index of the text. A line break must begin at that index.</summary>
    internal static int BreakLength(ReadOnlySpan<char> text, int at) =>
        text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;

    /// <summary>
    /// Returns the range of the code within its source: without the backticks, and without one line break at either end.
    /// </summary>
    internal static Range CodeOf(ReadOnlySpan<char> source)
    {
        var (start, end) = (3, source.Length - 3);
        if (source[start] is '\r' or '\n')
            start += BreakLength(source[..end], start);

        if (start < end && source[end - 1] is '\r' or '\n')
            end -= source[start..end].EndsWith("\r\n", StringComparison.Ordinal) ? 2 : 1;

        return start..end;
    }
}
