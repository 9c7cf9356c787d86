using System.Buffers;
using System.Globalization;
using Conversations.Security;

namespace Conversations.Operations;

/// <summary>Reads ids from the path as it was sent. The server decodes a path once, but keeps %2F, so that afterwards nobody can tell "a/b" from "a%2Fb".</summary>
internal static class RawPath
{
    /// <summary>Returns the segments of the target of a request, as they were sent: a path, or an absolute URL.</summary>
    /// <exception cref="RefusedException">A segment is "." or "..".</exception>
    internal static string[] SegmentsOf(string target)
    {
        var path = target.AsSpan();
        var end = path.IndexOfAny('?', '#');
        path = end < 0 ? path : path[..end];
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0 && path[0] != '/')
        {
            path = path[(scheme + 3)..];
            var slash = path.IndexOf('/');
            path = slash < 0 ? [] : path[slash..];
        }

        // A fragment is never sent. A client that sends one would reach another resource than it names.
        if (target.Contains('#', StringComparison.Ordinal))
            throw new RefusedException(400, "INVALID_PATH", "The path must not contain \"#\". Write %23.");

        var segments = path.Trim('/').ToString().Split('/');
        foreach (var segment in segments)
        {
            // Servers and proxies remove such segments, also encoded ones, so a request would reach another place than it names.
            if (segment.Length <= 6 && Uri.UnescapeDataString(segment) is "." or "..")
                throw new RefusedException(400, "INVALID_PATH", "A segment of the path must not be \".\" or \"..\".");
        }

        return segments;
    }

    /// <summary>Decodes a segment, once.</summary>
    /// <exception cref="RefusedException">It is not well-formed.</exception>
    internal static string Decode(string segment)
    {
        if (!segment.Contains('%', StringComparison.Ordinal))
            return segment;

        try
        {
            var bytes = new ArrayBufferWriter<byte>(segment.Length);
            for (var i = 0; i < segment.Length;)
            {
                // A "%" that begins no escape stands for itself.
                var begin = i;
                while (i < segment.Length && !IsEscape(segment.AsSpan(i)))
                    i++;

                bytes.Write(Utf8.GetBytes(segment[begin..i]));
                if (i < segment.Length)
                {
                    bytes.Write([byte.Parse(segment.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)]);
                    i += 3;
                }
            }

            return Utf8.GetString(bytes.WrittenSpan);
        }
        catch (ArgumentException)
        {
            throw new RefusedException(400, "INVALID_PATH", "A segment of the path must be UTF-8.");
        }
    }

    private static bool IsEscape(ReadOnlySpan<char> text) => text.Length > 2 && text[0] == '%' && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]);
}
