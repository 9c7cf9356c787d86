using System.Buffers;

namespace Conversations;

/// <summary>Where a bare e-mail address starts and ends: less than RFC 5321 allows, but what people have.</summary>
internal static class EmailAddress
{
    private const int MaxLocalLength = 64;
    private const int MaxDomainLength = 253;
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static readonly SearchValues<char> Local = SearchValues.Create(Letters + ".+_%'-");
    private static readonly SearchValues<char> Domain = SearchValues.Create(Letters + ".-");

    /// <summary>Gives the length of the part that ends before the <c>@</c> and starts with a letter or a digit; 0 where there is none.</summary>
    internal static int LocalLengthBefore(ReadOnlySpan<char> before)
    {
        var window = before[^Math.Min(before.Length, MaxLocalLength + 1)..];
        var start = window.LastIndexOfAnyExcept(Local) + 1;
        while (start < window.Length && !char.IsAsciiLetterOrDigit(window[start]))
            start++;

        var length = window.Length - start;
        return length > MaxLocalLength || (length > 0 && window[^1] == '.') ? 0 : length;
    }

    /// <summary>Gives the length of the domain, of two labels or more, at the start; 0 where there is none.</summary>
    internal static int DomainLength(ReadOnlySpan<char> after)
    {
        var window = after[..Math.Min(after.Length, MaxDomainLength + 1)];
        var length = window.IndexOfAnyExcept(Domain);
        if (length < 0)
            length = window.Length;

        while (length > 0 && !char.IsAsciiLetterOrDigit(window[length - 1]))
            length--;

        var domain = window[..length];
        if (length > MaxDomainLength || length == 0 || domain[0] is '.' or '-' || domain.IndexOf("..", StringComparison.Ordinal) >= 0)
            return 0;

        // Not a dotted number, and not the start of something else.
        var last = domain[(domain.LastIndexOf('.') + 1)..];
        return last.Length is 0 || last.Length == length || !last.ContainsAnyExceptInRange('0', '9')
            || WordCharacters.IsWordAfter(after, length - 1) || (length < after.Length && after[length] == '@')
            ? 0
            : length;
    }
}
