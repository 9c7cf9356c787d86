using System.Runtime.CompilerServices;
using System.Text;

namespace Quickstart.Import;

/// <summary>Reads lines from a stream: UTF-8 in which whatever is malformed becomes U+FFFD, ended by LF or CR LF.</summary>
/// <remarks>
/// A lone CR ends no line, unlike for <see cref="TextReader.ReadLineAsync()"/>: the numbers of lines are those of other tools.
/// </remarks>
internal static class LogLines
{
    /// <summary>What a line has beyond this is dropped: no message is as long, and a file of one line must not fill the memory.</summary>
    private const int MaxLength = 200_000;

    private static readonly UTF8Encoding _lenient = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: false);

    internal static async IAsyncEnumerable<string> ReadAsync(
        Stream stream, IProgress<long>? bytes = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reader = new StreamReader(stream, _lenient, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var buffer = new char[4096];
        var line = new StringBuilder();
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (stream.CanSeek)
                bytes?.Report(stream.Position);

            var rest = buffer.AsMemory(0, count);
            while (rest.Span.IndexOf('\n') is >= 0 and var end)
            {
                yield return Take(line, rest.Span[..end]);
                rest = rest[(end + 1)..];
            }

            Keep(line, rest.Span);
        }

        if (line.Length > 0)
            yield return Take(line, "");
    }

    private static string Take(StringBuilder line, ReadOnlySpan<char> end)
    {
        Keep(line, end);
        var length = line.Length > 0 && line[^1] == '\r' ? line.Length - 1 : line.Length;
        var text = line.ToString(0, length);
        line.Clear();
        return text;
    }

    private static void Keep(StringBuilder line, ReadOnlySpan<char> more) =>
        line.Append(more[..Math.Min(more.Length, MaxLength - line.Length)]);
}
