namespace Conversations;

/// <summary>Takes long text in pieces, so that text of any length fits a small buffer.</summary>
internal static class Utf16
{
    /// <summary>Cuts the next piece off, never between the halves of a surrogate pair.</summary>
    /// <param name="rest">What is left; the piece is taken off its front.</param>
    /// <param name="max">The greatest length of the piece in UTF-16 units, at least 2.</param>
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
