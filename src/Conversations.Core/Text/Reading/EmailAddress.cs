using System.Buffers;

namespace Conversations;

/// <summary>
/// Finds where a bare e-mail address starts and ends. The rules are stricter than RFC 5321, but they accept the addresses in common
/// use.
/// </summary>
internal static class EmailAddress
{
    private const int MaxLocalLength = 64;
    private const int MaxDomainLength = 253;
    private const int MaxLookAhead = 63;
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static readonly SearchValues<char> Local = SearchValues.Create(Letters + ".+_%'-");
    private static readonly SearchValues<char> WhiteSpace = SearchValues.Create(" \t\r\n\u3000");
    private static readonly SearchValues<char> Domain = SearchValues.Create(Letters + ".-");

    /// <summary>
    /// Returns the length of the local part, which ends directly before the <c>@</c> and starts with a letter or a digit, or 0 if
    /// there is none.
    /// </summary>
    internal static int LocalLengthBefore(ReadOnlySpan<char> before)
    {
        var window = before[^Math.Min(before.Length, MaxLocalLength + 1)..];
        var start = window.LastIndexOfAnyExcept(Local) + 1;
        while (start < window.Length && !char.IsAsciiLetterOrDigit(window[start]))
            start++;

        var length = window.Length - start;
        return length > MaxLocalLength || (length > 0 && window[^1] == '.') ? 0 : length;
    }

    /// <summary>
    /// Returns the length of the domain at the start of the text, which has at least two labels, or 0 if there is none.
    /// </summary>
    internal static int DomainLength(ReadOnlySpan<char> after)
    {
        // After a domain of the maximum length, one dot may end the sentence. If more characters follow, the domain is too long.
        var window = after[..Math.Min(after.Length, MaxDomainLength + 2)];
        var length = window.IndexOfAnyExcept(Domain);
        if (length < 0)
            length = window.Length;

        if (length > MaxDomainLength + 1)
            return 0;

        while (length > 0 && !char.IsAsciiLetterOrDigit(window[length - 1]))
            length--;

        var domain = window[..length];
        if (length > MaxDomainLength || length == 0 || domain[0] is '.' or '-' || domain.Contains("..", StringComparison.Ordinal)
            || domain.Contains(".-", StringComparison.Ordinal) || domain.Contains("-.", StringComparison.Ordinal))
        {
            return 0;
        }

        // A domain is neither a dotted number nor the start of a longer word or address.
        var last = domain[(domain.LastIndexOf('.') + 1)..];
        return last.Length == length || !last.ContainsAnyExceptInRange('0', '9')
            || (WordCharacters.IsWordAfter(after, length - 1) && !EndsBeforeLetter(after, length)) || (length < after.Length && after[length] == '@')
            ? 0
            : length;
    }

    /// <summary>Returns whether the domain ends although a letter follows directly, as the host of a bare URL does.</summary>
    private static bool EndsBeforeLetter(ReadOnlySpan<char> after, int length)
    {
        var window = after[..Math.Min(after.Length, length + MaxLookAhead)];
        var end = window.IndexOfAny(WhiteSpace);
        return BareAuthority.HostEnd(end < 0 ? window : window[..end]) == length;
    }
}
