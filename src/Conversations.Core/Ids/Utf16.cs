namespace Conversations;

/// <summary>Splits long text into pieces, so that a small buffer is enough for text of any length.</summary>
internal static class Utf16
{
    /// <summary>Removes the next piece from the text and returns it. A surrogate pair is never split.</summary>
    /// <param name="rest">The remaining text. The piece is removed from its start.</param>
    /// <param name="max">The maximum length of the piece in UTF-16 units, at least 2.</param>
    internal static ReadOnlySpan<char> TakePiece(ref ReadOnlySpan<char> rest, int max)
    {
        var length = Math.Min(rest.Length, max);
        if (length < rest.Length && char.IsHighSurrogate(rest[length - 1]))
            length--;

        var piece = rest[..length];
        rest = rest[length..];
        return piece;
    }
}
