using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace Conversations;

/// <summary>Finds where the authority of a bare URL ends: what names the host, with user and port.</summary>
/// <remarks>
/// A host is read whole. It ends early only where what follows cannot belong to it: a letter of a script without spaces right after
/// a top-level domain of ASCII letters, since no top-level domain mixes the two. Where this is in doubt, the URL stays text.
/// </remarks>
internal static class BareAuthority
{
    // A longer authority is no valid host. The limit also bounds how often a character is read.
    private const int MaxLength = 512;
    private const string AsciiCharacters = PercentEncoding.AuthorityCharacters + "%";
    private const char Separator = '\u01c0';
    private const string Localhost = "localhost";
    private const string PunycodePrefix = "xn--";
    private const string Web = "www.";
    private const int None = -1;
    private const int Doubtful = -2;

    private static readonly SearchValues<char> PathStarts = SearchValues.Create("/?#");
    private static readonly SearchValues<char> FastAscii = SearchValues.Create(AsciiCharacters);
    private static readonly SearchValues<char> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly SearchValues<char> NeverLast = SearchValues.Create(".,:;!?'*_~()");

    // This is punctuation that no host contains under any mapping: none of it stands for a dot, a hyphen or a letter.
    private static readonly SearchValues<char> Sentence =
        SearchValues.Create("，、；：！？（）［］｛｝「」『』【】《》〈〉〔〕〖〗“”‘’…—～〜※､｢｣។៕၊။།()[],;!'*~");

    /// <summary>Returns the length of the authority at the start of the text, as a negative number if it is in doubt what the host is.</summary>
    /// <param name="text">The text after the scheme.</param>
    /// <param name="endsUrl">Whether the URL ends where the authority ends.</param>
    /// <param name="read">The number of characters that were examined.</param>
    internal static int Length(ReadOnlySpan<char> text, out bool endsUrl, out int read)
    {
        endsUrl = false;
        var ascii = text.IndexOfAnyExcept(FastAscii);
        read = ascii < 0 ? text.Length : ascii;
        if (ascii < 0 || char.IsAscii(text[ascii]))
            return read;

        read = Extent(text);
        if (read == MaxLength)
            return read;

        var isLast = read == text.Length || !PathStarts.Contains(text[read]);
        var length = isLast ? LengthWithoutTrailing(text[..read]) : read;
        var end = End(text[..length]);
        endsUrl = isLast || end != None;
        return end switch { None => length, Doubtful => -length, _ => end };
    }

    /// <summary>
    /// Returns the index in a host, with or without a port, at which text follows that cannot belong to it, -1 if there is none, or -2 if
    /// that is in doubt.
    /// </summary>
    internal static int HostEnd(ReadOnlySpan<char> host, bool isUser = false)
    {
        for (var at = 0; at < host.Length;)
        {
            Rune.DecodeFromUtf16(host[at..], out var rune, out var units);
            if (Sentence.Contains(host[at]) && !IsAddressBracket(host, at))
                return IsComplete(host[..at]) && TextFollows(host[at..]) ? at : None;

            if (UnspacedScripts.MayFollowHost(rune) && at > 0 && char.IsAscii(host[at - 1]) && IsComplete(host[..at]))
                return MayGoOn(host[at..], isUser) ? Doubtful : at;

            at += units;
        }

        return None;
    }

    /// <summary>
    /// Returns whether letters of several scripts may still be one host, because a dot, a port or the end of the user follows, as in
    /// <c>www.a-b日本.example</c>. A name without a top-level domain of ASCII letters would look the same as a sentence.
    /// </summary>
    private static bool MayGoOn(ReadOnlySpan<char> rest, bool isUser)
    {
        var sentence = rest.IndexOfAny(Sentence);
        var same = sentence < 0 ? rest : rest[..sentence];
        return same.Contains('.') || (same.IndexOf(':') is not None and var colon && StartsWithDigit(same[(colon + 1)..]))
            || (isUser && same.Length == rest.Length);
    }

    private static bool IsAddressBracket(ReadOnlySpan<char> host, int at) =>
        host[0] == '[' && (at == 0 || (host[at] == ']' && !host[..at].Contains(']')));

    /// <summary>
    /// Returns whether a host can end at the end of the text: with a top-level domain in ASCII, with a dotted number, or with a port.
    /// </summary>
    private static bool IsComplete(ReadOnlySpan<char> host)
    {
        if (host is ['[', ..])
            return host.IndexOf(']') is not None and var end && (end == host.Length - 1 || IsPort(host[(end + 1)..]));

        if (host.IndexOf(':') is not None and var colon)
            return colon > 0 && IsPort(host[colon..]);

        var dot = host.LastIndexOf('.');
        if (dot < 0)
            return host.Equals(Localhost, StringComparison.OrdinalIgnoreCase);

        // A name such as "www.example" is the beginning of a host, and a number is the end of an address only.
        var label = host[(dot + 1)..];
        return label.StartsWith(PunycodePrefix, StringComparison.OrdinalIgnoreCase)
            || (label.Length >= 2 && !label.ContainsAnyExcept(Letters) && !(dot == Web.Length - 1 && host.StartsWith(Web, StringComparison.OrdinalIgnoreCase)))
            || (char.IsAsciiDigit(host[^1]) && IPAddress.TryParse(host, out _) && host.Count('.') == 3);
    }

    private static bool IsPort(ReadOnlySpan<char> text) => text is [':', ..] && !text[1..].ContainsAnyExceptInRange('0', '9');

    private static bool StartsWithDigit(ReadOnlySpan<char> text) => text is [var first, ..] && char.IsAsciiDigit(first);

    private static bool TextFollows(ReadOnlySpan<char> text)
    {
        var punctuation = text.IndexOfAnyExcept(Sentence);
        return punctuation < 0 || (punctuation > 1 && !char.IsAscii(text[0])) || StartsWithLetterAfterHost(text[punctuation..])
            || text[punctuation..] is [.. var scheme, ':'] && scheme.Length > 0 && LinkTarget.SchemeLengthBefore(scheme) == scheme.Length;
    }

    private static bool StartsWithLetterAfterHost(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && UnspacedScripts.MayFollowHost(rune);

    // What stands before an @ is the user, unless a host ends there already. Otherwise "https://a.example、b@c.example" with text in
    // between would lead to the host of the address.
    private static int End(ReadOnlySpan<char> authority)
    {
        var hostStart = authority.LastIndexOf('@') + 1;
        if (hostStart > 0 && HostEnd(authority[..(hostStart - 1)], isUser: true) is not None and var early)
            return early;

        var end = HostEnd(authority[hostStart..]);
        return end < 0 ? end : hostStart + end;
    }

    /// <summary>
    /// Returns where the path starts, or where white space, a control character, or a character of ASCII follows that ends a URL.
    /// Invisible characters do not end a host.
    /// </summary>
    private static int Extent(ReadOnlySpan<char> text)
    {
        var at = 0;
        for (; at < Math.Min(text.Length, MaxLength); at++)
        {
            var unit = text[at];
            if (char.IsAscii(unit) ? !FastAscii.Contains(unit) : char.IsWhiteSpace(unit) || char.IsControl(unit))
                break;
        }

        return at;
    }

    /// <summary>Leaves out the punctuation and the invisible characters at the end of a URL without a path.</summary>
    private static int LengthWithoutTrailing(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0)
        {
            Rune.DecodeLastFromUtf16(text[..end], out var rune, out var units);
            if (rune.IsAscii ? !NeverLast.Contains((char)rune.Value) : !IsTrailing(rune))
                break;

            end -= units;
        }

        return end;
    }

    private static bool IsTrailing(Rune rune) =>
        Rune.IsPunctuation(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || rune.Value == Separator;
}
