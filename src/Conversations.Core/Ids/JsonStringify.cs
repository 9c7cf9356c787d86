using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Conversations;

/// <summary>Encodes text as JavaScript's <c>JSON.stringify</c> does (ECMA-262, QuoteJSONString), as UTF-8.</summary>
/// <remarks>System.Text.Json's encoders escape more or refuse lone surrogates, and so give other bytes.</remarks>
internal static class JsonStringify
{
    /// <summary>The most bytes that one UTF-16 unit becomes: <c>\u001f</c>.</summary>
    internal const int MaxBytesPerChar = 6;

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(unit => (char)unit), '"', '\\']);

    /// <summary>Writes the inside of a JSON string, without its quotation marks.</summary>
    /// <param name="text">Any text, lone surrogates included.</param>
    /// <param name="utf8">At least <see cref="MaxBytesPerChar"/> bytes per UTF-16 unit of the text.</param>
    /// <returns>How many bytes were written.</returns>
    internal static int Write(ReadOnlySpan<char> text, Span<byte> utf8)
    {
        var written = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Escaped);
            var run = plain < 0 ? text : text[..plain];
            var status = Utf8.FromUtf16(run, utf8[written..], out var read, out var bytes, replaceInvalidSequences: false);
            written += bytes;

            // Either a lone surrogate stopped the run, or the run is done and a character to escape follows, or nothing does.
            if (status == OperationStatus.Done && plain < 0)
                break;

            written += WriteEscaped(text[read], utf8[written..]);
            text = text[(read + 1)..];
        }

        return written;
    }

    private static int WriteEscaped(char unit, Span<byte> utf8)
    {
        var escape = unit switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\t' => "\\t"u8,
            '\n' => "\\n"u8,
            '\f' => "\\f"u8,
            '\r' => "\\r"u8,
            _ => "\\u"u8,
        };
        escape.CopyTo(utf8);
        if (escape[1] != 'u')
            return escape.Length;

        ((int)unit).TryFormat(utf8[escape.Length..], out var digits, "x4", CultureInfo.InvariantCulture);
        return escape.Length + digits;
    }
}
