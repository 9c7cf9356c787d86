using System.Buffers;
using System.Text;

namespace Conversations;

/// <summary>What text in UTF-16 is: whether it is well-formed, and how long as UTF-8.</summary>
internal static class UnicodeText
{
    /// <summary>Gives the index of the first lone surrogate, or -1 where the text is well-formed.</summary>
    internal static int IndexOfLoneSurrogate(ReadOnlySpan<char> text)
    {
        // Most texts have no surrogate at all; where there is one, others follow, too close for a search to pay off.
        var at = text.IndexOfAnyInRange('\ud800', '\udfff');
        for (; (uint)at < (uint)text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;

            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return at;

            at++;
        }

        return -1;
    }

    /// <summary>Gives the number of bytes as UTF-8 of a text that is known to be well-formed.</summary>
    internal static int Utf8Length(ReadOnlySpan<char> wellFormed) => StrictUtf8.Encoding.GetByteCount(wellFormed);

    /// <summary>Gives the index of the first byte that is not well-formed UTF-8, or -1.</summary>
    internal static int IndexOfInvalidUtf8(ReadOnlySpan<byte> utf8)
    {
        if (System.Text.Unicode.Utf8.IsValid(utf8))
            return -1;

        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == OperationStatus.Done)
            at += length;

        return at;
    }
}
