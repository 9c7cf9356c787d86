using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Conversations;

/// <summary>A user id as a mention holds it: UTF-8, percent-encoded where needed (RFC 3986, section 2.1).</summary>
internal static class MentionId
{
    /// <summary>Gives the id, or null where it is none.</summary>
    internal static string? Decode(ReadOnlySpan<char> encoded)
    {
        // A byte takes three characters at most.
        if (encoded.Length is 0 or > 3 * Identifier.MaxBytes)
            return null;

        Span<byte> utf8 = stackalloc byte[Identifier.MaxBytes];
        var length = 0;
        while (!encoded.IsEmpty)
        {
            if (length == utf8.Length || !TakeCharacter(ref encoded, utf8[length..], out var taken))
                return null;

            length += taken;
        }

        if (!Utf8.IsValid(utf8[..length]))
            return null;

        var id = StrictUtf8.Encoding.GetString(utf8[..length]);
        return Identifier.Problem(id) is null ? id : null;
    }

    private static bool TakeCharacter(ref ReadOnlySpan<char> encoded, scoped Span<byte> utf8, out int taken)
    {
        taken = 1;
        if (encoded[0] == '%')
        {
            if (encoded.Length < 3 || Convert.FromHexString(encoded.Slice(1, 2), utf8, out _, out _) != OperationStatus.Done)
                return false;

            encoded = encoded[3..];
            return true;
        }

        if (char.IsWhiteSpace(encoded[0]) || Rune.DecodeFromUtf16(encoded, out var rune, out var units) != OperationStatus.Done)
            return false;

        encoded = encoded[units..];
        return rune.TryEncodeToUtf8(utf8, out taken);
    }
}
