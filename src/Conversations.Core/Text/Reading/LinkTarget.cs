using System.Buffers;
using System.Globalization;
using System.Text;

namespace Conversations;

/// <summary>Decides which URLs a link may have as its target, and how they are written in an href attribute.</summary>
internal static class LinkTarget
{
    internal const int MaxUrlLength = 2_048;

    private const string Http = "http://";
    private const string Https = "https://";
    private const string MailTo = "mailto:";

    // This is the maximum length of one label (RFC 1035, section 2.3.4). A host that is not longer cannot have a label that is too
    // long.
    private const int MaxPlainHost = 63;

    private static readonly SearchValues<char> AuthorityEnds = SearchValues.Create("/?#\\");
    private static readonly SearchValues<char> PlainHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz.");
    private static readonly SearchValues<char> AsciiHostCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    /// <summary>Returns whether the text starts with a scheme that a link may have.</summary>
    internal static bool HasScheme(ReadOnlySpan<char> text) => SchemeLength(text) > 0;

    /// <summary>Returns the length of the scheme that the text starts with, or 0 if it starts with none that a link may have.</summary>
    internal static int SchemeLength(ReadOnlySpan<char> text)
    {
        foreach (var scheme in (ReadOnlySpan<string>)[Https, Http, MailTo])
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return scheme.Length;
        }

        return 0;
    }

    /// <summary>Returns the length of the scheme that the text ends with, or 0 if it ends with none that a link may have.</summary>
    internal static int SchemeLengthBefore(ReadOnlySpan<char> text)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["https", "http", "mailto"])
        {
            if (text.EndsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return scheme.Length;
        }

        return 0;
    }

    /// <summary>
    /// Returns whether the URL is of the most common kind, which an href attribute contains as it was written: a lower-case scheme,
    /// a host of letters and dots, and nothing that must be encoded. For any other URL, <see cref="ToHref"/> decides.
    /// </summary>
    internal static bool IsPlain(ReadOnlySpan<char> url)
    {
        var schemeLength = url.StartsWith(Https, StringComparison.Ordinal) ? Https.Length
            : url.StartsWith(Http, StringComparison.Ordinal) ? Http.Length : 0;
        if (schemeLength == 0 || url.Length > MaxUrlLength)
            return false;

        var rest = url[schemeLength..];
        var hostLength = rest.IndexOfAnyExcept(PlainHost);
        var host = hostLength < 0 ? rest : rest[..hostLength];
        var path = rest[host.Length..];
        return host.Length is > 0 and <= MaxPlainHost && host[0] != '.' && host[^1] != '.' && !host.Contains("..", StringComparison.Ordinal)
            && path is [] or ['/' or '?' or '#', ..] && !PercentEncoding.Changes(path);
    }

    /// <summary>Returns the URL in ASCII, or null if it is not an absolute http, https or mailto URL.</summary>
    /// <param name="url">
    /// The URL as it was written. Nothing in it is decoded, and only the host is converted to its canonical form.
    /// </param>
    /// <param name="mayHaveSpaces">
    /// True to encode spaces inside of the path, query and fragment; false to refuse a URL that contains spaces.
    /// </param>
    internal static string? ToHref(ReadOnlySpan<char> url, bool mayHaveSpaces) =>
        IsPlain(url) ? url.ToString() : ToHrefOfAny(url, mayHaveSpaces);

    /// <summary>Returns what <see cref="ToHref"/> returns, but without its fast path.</summary>
    internal static string? ToHrefOfAny(ReadOnlySpan<char> url, bool mayHaveSpaces)
    {
        var schemeLength = SchemeLength(url);
        if (schemeLength == 0 || url.Length > MaxUrlLength || !IsClean(url, mayHaveSpaces))
            return null;

        return url[schemeLength - 1] == ':' ? MailToHref(url) : InternationalHref(url, schemeLength);
    }

    /// <summary>Returns the mailto URL of a bare address. Only a percent sign in it must be encoded.</summary>
    internal static string OfAddress(ReadOnlySpan<char> address) =>
        MailTo + address.ToString().Replace("%", "%25", StringComparison.Ordinal);

    /// <summary>
    /// Returns the href of a web URL. Its host is converted to ASCII before the framework sees it, since how the framework maps other
    /// characters differs between machines.
    /// </summary>
    private static string? InternationalHref(ReadOnlySpan<char> url, int schemeLength)
    {
        var (start, length) = HostOf(url, schemeLength);
        if (HostName.ToAscii(url.Slice(start, length)) is not { } ascii)
            return null;

        return Ascii.IsValid(url.Slice(start, length))
            ? WebHref(url, schemeLength, start, length)
            : WebHref(string.Concat(url[..start], ascii, url[(start + length)..]), schemeLength, start, ascii.Length);
    }

    private static (int Start, int Length) HostOf(ReadOnlySpan<char> url, int schemeLength)
    {
        var length = url[schemeLength..].IndexOfAny(AuthorityEnds);
        var authority = length < 0 ? url[schemeLength..] : url.Slice(schemeLength, length);
        var userLength = authority.IndexOf('@') + 1;
        var hostAndPort = authority[userLength..];
        var hostLength = hostAndPort is ['[', ..] ? hostAndPort.IndexOf(']') + 1 : hostAndPort.IndexOf(':');
        return (schemeLength + userLength, hostLength < 0 ? hostAndPort.Length : hostLength);
    }

    private static string? WebHref(ReadOnlySpan<char> url, int schemeLength, int hostStart, int hostLength)
    {
        var written = url.ToString();
        var user = url[schemeLength..hostStart];
        var host = url.Slice(hostStart, hostLength);
        var rest = url[(hostStart + hostLength)..];
        var portLength = rest.IndexOfAny(AuthorityEnds);
        var port = portLength < 0 ? rest : rest[..portLength];
        rest = rest[port.Length..];

        // A browser reads a backslash as a slash, and programs disagree on which of two @ characters ends the user information.
        // Such URLs are refused, because their target is ambiguous. A port consists of digits, so it contains no @ either.
        // The scope of an IPv6 address has no meaning on another machine, and the framework would leave it out.
        if (rest is ['\\', ..] || host.Contains('@') || host.Contains('%') || user.Contains(' ') || !IsPort(port))
            return null;

        // The framework must accept the URL too, so our rules can never be looser than those of the framework.
        if (!Uri.TryCreate(written, UriKind.Absolute, out var parsed) || parsed.Scheme.Length + 3 != schemeLength || AsciiHost(parsed) is not { } ascii)
            return null;

        if (host.SequenceEqual(ascii) && IsLower(url[..schemeLength]) && !PercentEncoding.Changes(user) && !PercentEncoding.Changes(rest))
            return written;

        var href = new StringBuilder(url.Length + 16).Append(parsed.Scheme).Append("://");
        PercentEncoding.Append(href, user);
        href.Append(ascii).Append(port);
        PercentEncoding.Append(href, rest);
        return href.ToString();
    }

    private static string? MailToHref(ReadOnlySpan<char> url)
    {
        var rest = url[MailTo.Length..];
        if (!Uri.TryCreate(url.ToString(), UriKind.Absolute, out _))
            return null;

        var addressLength = rest.IndexOfAny('?', '#');
        var address = addressLength < 0 ? rest : rest[..addressLength];
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1 || address.Contains(' ') || address.ContainsAny('/', '\\'))
            return null;

        var ascii = HostName.ToAscii(address[(at + 1)..]);
        if (ascii is null || ascii.AsSpan().ContainsAnyExcept(AsciiHostCharacters))
            return null;

        var href = new StringBuilder(rest.Length + 16).Append(MailTo);
        PercentEncoding.Append(href, address[..(at + 1)]);
        href.Append(ascii);
        PercentEncoding.Append(href, rest[address.Length..]);
        return href.ToString();
    }

    private static bool IsClean(ReadOnlySpan<char> url, bool mayHaveSpaces)
    {
        if (url[^1] == ' ' || UnicodeText.IndexOfLoneSurrogate(url) >= 0)
            return false;

        if (!url.ContainsAnyExceptInRange('!', '~'))
            return true;

        for (var at = 0; at < url.Length;)
        {
            Rune.DecodeFromUtf16(url[at..], out var rune, out var units);
            if (rune.Value == ' ' ? !mayHaveSpaces : IsRefused(rune) && !BareUrl.Joins(url[..at], rune, url[(at + units)..]))
                return false;

            at += units;
        }

        return true;
    }

    private static bool IsRefused(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static bool IsPort(ReadOnlySpan<char> port) =>
        port is [] || (port[0] == ':' && !port[1..].ContainsAnyExceptInRange('0', '9'));

    private static string? AsciiHost(Uri parsed)
    {
        try
        {
            // Only Host contains the brackets of an IPv6 address. A name whose last label is a number is an address to a browser.
            var host = parsed.HostNameType == UriHostNameType.IPv6 ? parsed.Host : parsed.IdnHost;
            var name = parsed.HostNameType switch
            {
                UriHostNameType.Dns when !EndsWithNumber(host) => host,
                UriHostNameType.IPv4 => host,
                UriHostNameType.IPv6 => "6",
                _ => "",
            };
            return name.Length == 0 || name.AsSpan().ContainsAnyExcept(AsciiHostCharacters) ? null : host;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private static bool EndsWithNumber(ReadOnlySpan<char> host)
    {
        var name = host.TrimEnd('.');
        return !name[(name.LastIndexOf('.') + 1)..].ContainsAnyExceptInRange('0', '9');
    }

    private static bool IsLower(ReadOnlySpan<char> text) => !text.ContainsAnyInRange('A', 'Z');
}
