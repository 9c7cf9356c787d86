using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Conversations;

/// <summary>Encodes text as <c>JSON.stringify</c> of JavaScript does (ECMA-262, QuoteJSONString), as UTF-8.</summary>
/// <remarks>
/// The encoders of System.Text.Json escape more characters or refuse lone surrogates, so their bytes would differ.
/// </remarks>
internal static class JsonStringify
{
    /// <summary>The maximum number of bytes for one UTF-16 unit, which an escape sequence such as <c>\u001f</c> takes.</summary>
    internal const int MaxBytesPerChar = 6;

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(unit => (char)unit), '"', '\\']);

    /// <summary>Writes the content of a JSON string, without its quotation marks.</summary>
    /// <param name="text">Any text. It may contain lone surrogates.</param>
    /// <param name="utf8">The buffer: at least <see cref="MaxBytesPerChar"/> bytes for each UTF-16 unit of the text.</param>
    /// <returns>The number of bytes that were written.</returns>
    internal static int Write(ReadOnlySpan<char> text, Span<byte> utf8)
    {
        var written = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Escaped);
            var run = plain < 0 ? text : text[..plain];
            var status = Utf8.FromUtf16(run, utf8[written..], out var read, out var bytes, replaceInvalidSequences: false);
            written += bytes;

            // There are three cases: a lone surrogate stopped the run; the run is complete and a character to escape follows; or
            // the text is complete.
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
