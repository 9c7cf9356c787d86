using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Quickstart.Import;

/// <summary>Reads lines that end with LF or CR LF from a stream. A line that is not valid UTF-8 is read as Latin-1.</summary>
/// <remarks>
/// The clients in one channel can use different encodings, so each line is decoded on its own. A CR without LF does not end a line,
/// unlike in <see cref="TextReader.ReadLineAsync()"/>. So line numbers are the same as in other tools.
/// </remarks>
internal static class LogLines
{
    /// <summary>
    /// The longest line, in characters. The rest of a longer line is dropped: no message
    /// can be as long, and a file of one line must not fill the memory.
    /// </summary>
    private const int MaxLength = 200_000;

    /// <summary>The number of bytes that are kept of a line: a character takes at most four.</summary>
    private const int MaxBytes = 4 * MaxLength;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    internal static async IAsyncEnumerable<string> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var buffer = new byte[4096];
        var line = new List<byte>();
        var isFirst = true;
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            var rest = buffer.AsMemory(0, count);
            while (rest.Span.IndexOf((byte)'\n') is >= 0 and var end)
            {
                yield return Take(line, rest.Span[..end], isFirst);
                rest = rest[(end + 1)..];
                isFirst = false;
            }

            Keep(line, rest.Span);
        }

        if (line.Count > 0)
            yield return Take(line, [], isFirst);
    }

    private static string Take(List<byte> line, ReadOnlySpan<byte> end, bool isFirst)
    {
        Keep(line, end);
        ReadOnlySpan<byte> bytes = CollectionsMarshal.AsSpan(line);
        if (isFirst && bytes.StartsWith(_utf8.Preamble))
            bytes = bytes[3..];

        var text = Decode(bytes);
        line.Clear();
        return text.EndsWith('\r') ? text[..^1] : text;
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == MaxBytes)
            bytes = WithoutCutCharacter(bytes);

        var text = (Utf8.IsValid(bytes) ? _utf8 : Encoding.Latin1).GetString(bytes);
        if (text.Length <= MaxLength)
            return text;

        return text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }

    /// <summary>Leaves out the last character if the limit may have cut it, so that the line does not become invalid by that.</summary>
    private static ReadOnlySpan<byte> WithoutCutCharacter(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.Length - 1;
        while (end > bytes.Length - 4 && (bytes[end] & 0xC0) == 0x80)
            end--;

        return bytes[..end];
    }

    private static void Keep(List<byte> line, ReadOnlySpan<byte> more) =>
        line.AddRange(more[..Math.Min(more.Length, MaxBytes - line.Count)]);
}
