using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Conversations;

/// <summary>Decodes the user id of a mention: UTF-8, percent-encoded where necessary (RFC 3986, section 2.1).</summary>
internal static class MentionId
{
    /// <summary>The characters with which a mention begins, before the id.</summary>
    internal const string Opening = "<!!mention:";

    /// <summary>Returns the encoded id. Letters and digits of ASCII and <c>-._~</c> stay as they are.</summary>
    internal static string Encode(string id) => Uri.EscapeDataString(id);

    /// <summary>Returns the id, or null if the text is not a valid one.</summary>
    internal static string? Decode(ReadOnlySpan<char> encoded)
    {
        // One byte takes at most three characters.
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
