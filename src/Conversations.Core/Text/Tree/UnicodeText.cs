using System.Buffers;
using System.Text;

namespace Conversations;

/// <summary>Checks whether text is well-formed Unicode, and measures its length in UTF-8.</summary>
internal static class UnicodeText
{
    /// <summary>Returns the index of the first lone surrogate, or -1 if the text is well-formed.</summary>
    internal static int IndexOfLoneSurrogate(ReadOnlySpan<char> text)
    {
        // Most texts have no surrogates, so one vectorized search is enough for them. After the first surrogate, others usually
        // follow so closely that a search for each of them would cost more than this loop.
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

    /// <summary>Returns the number of UTF-8 bytes of a text that is known to be well-formed.</summary>
    internal static int Utf8Length(ReadOnlySpan<char> wellFormed) => StrictUtf8.Encoding.GetByteCount(wellFormed);

    /// <summary>Returns the index of the first byte that is not well-formed UTF-8, or -1 if all bytes are.</summary>
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
