using System.Buffers;
using System.Globalization;
using System.Text;

namespace Conversations;

/// <summary>Which URLs a link may go to, and how they stand in an href.</summary>
internal static class LinkTarget
{
    private const string Http = "http://";
    private const string Https = "https://";
    private const string MailTo = "mailto:";

    // The length of one label (RFC 1035, section 2.3.4), so that no host within it has a longer one.
    private const int MaxPlainHost = 63;

    private static readonly SearchValues<char> AuthorityEnds = SearchValues.Create("/?#\\");
    private static readonly SearchValues<char> PlainHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz.");
    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    /// <summary>Tells whether the text starts with the scheme of a link.</summary>
    internal static bool HasScheme(ReadOnlySpan<char> text) => SchemeLength(text) > 0;

    /// <summary>Gives the length of the scheme of a link that the text ends with, or 0.</summary>
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
    /// Tells whether the URL is one of the most common kind, which stands in an href as it was written: a lower-case scheme, a host of letters
    /// and dots, and nothing that needs encoding. Of any other only <see cref="ToHref"/> knows.
    /// </summary>
    internal static bool IsPlain(ReadOnlySpan<char> url)
    {
        var schemeLength = url.StartsWith(Https, StringComparison.Ordinal) ? Https.Length
            : url.StartsWith(Http, StringComparison.Ordinal) ? Http.Length : 0;
        if (schemeLength == 0 || url.Length > ContentRules.MaxUrlLength)
            return false;

        var rest = url[schemeLength..];
        var hostLength = rest.IndexOfAnyExcept(PlainHost);
        var host = hostLength < 0 ? rest : rest[..hostLength];
        return host.Length is > 0 and <= MaxPlainHost && host[0] != '.' && host[^1] != '.' && host.IndexOf("..", StringComparison.Ordinal) < 0
            && (hostLength < 0 || (rest[hostLength] is '/' or '?' or '#' && !PercentEncoding.Changes(rest[hostLength..])));
    }

    /// <summary>Gives the URL in ASCII, or null where it is no absolute http, https or mailto URL.</summary>
    /// <param name="url">The URL as written. Nothing in it is un-escaped, and only the host is put in its canonical form.</param>
    /// <param name="mayHaveSpaces">Whether spaces inside of the path, query and fragment are encoded rather than refused.</param>
    internal static string? ToHref(ReadOnlySpan<char> url, bool mayHaveSpaces) =>
        IsPlain(url) ? url.ToString() : ToHrefOfAny(url, mayHaveSpaces);

    /// <summary>Gives what <see cref="ToHref"/> does, without its short cut.</summary>
    internal static string? ToHrefOfAny(ReadOnlySpan<char> url, bool mayHaveSpaces)
    {
        var schemeLength = SchemeLength(url);
        if (schemeLength == 0 || url.Length > ContentRules.MaxUrlLength || !IsClean(url, mayHaveSpaces))
            return null;

        // The framework's own judgement on top of ours: never a looser one.
        var written = url.ToString();
        if (!Uri.TryCreate(written, UriKind.Absolute, out var parsed))
            return null;

        return parsed.Scheme == Uri.UriSchemeMailto
            ? MailToHref(url[schemeLength..])
            : WebHref(written, url, schemeLength, parsed);
    }

    /// <summary>Gives the mailto URL of a bare address, of which only a percent sign needs encoding.</summary>
    internal static string OfAddress(ReadOnlySpan<char> address) =>
        MailTo + address.ToString().Replace("%", "%25", StringComparison.Ordinal);

    private static string? WebHref(string written, ReadOnlySpan<char> url, int schemeLength, Uri parsed)
    {
        var rest = url[schemeLength..];
        var authorityLength = rest.IndexOfAny(AuthorityEnds);
        if (authorityLength < 0)
            authorityLength = rest.Length;

        var authority = rest[..authorityLength];
        rest = rest[authorityLength..];
        var userLength = authority.IndexOf('@') + 1;
        var user = authority[..userLength];
        var hostAndPort = authority[userLength..];

        // A browser takes a backslash for a slash, and programs differ on which of two @ ends the user.
        if (parsed.Scheme.Length + 3 != schemeLength || rest is ['\\', ..] || hostAndPort.Contains('@') || authority.Contains(' '))
            return null;

        var hostLength = hostAndPort is ['[', ..] ? hostAndPort.IndexOf(']') + 1 : hostAndPort.IndexOf(':');
        var host = hostLength < 0 ? hostAndPort : hostAndPort[..hostLength];
        var port = hostAndPort[host.Length..];
        if (!IsPort(port) || AsciiHost(parsed) is not { } ascii)
            return null;

        if (host.SequenceEqual(ascii) && IsLower(url[..schemeLength]) && !PercentEncoding.Changes(user) && !PercentEncoding.Changes(rest))
            return written;

        var href = new StringBuilder(url.Length + 16).Append(parsed.Scheme).Append("://");
        PercentEncoding.Append(href, user);
        href.Append(ascii).Append(port);
        PercentEncoding.Append(href, rest);
        return href.ToString();
    }

    private static string? MailToHref(ReadOnlySpan<char> rest)
    {
        var addressLength = rest.IndexOfAny('?', '#');
        var address = addressLength < 0 ? rest : rest[..addressLength];
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1 || address.Contains(' ') || address.ContainsAny('/', '\\'))
            return null;

        var domain = address[(at + 1)..].ToString();
        var ascii = Ascii.IsValid(domain) ? domain : ToPunycode(domain);
        if (ascii is null || ascii.AsSpan().ContainsAnyExcept(HostCharacters))
            return null;

        var href = new StringBuilder(rest.Length + 16).Append(MailTo);
        PercentEncoding.Append(href, address[..(at + 1)]);
        href.Append(ascii);
        PercentEncoding.Append(href, rest[address.Length..]);
        return href.ToString();
    }

    private static int SchemeLength(ReadOnlySpan<char> text)
    {
        foreach (var scheme in (ReadOnlySpan<string>)[Https, Http, MailTo])
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return scheme.Length;
        }

        return 0;
    }

    private static bool IsClean(ReadOnlySpan<char> url, bool mayHaveSpaces)
    {
        if (url[^1] == ' ' || UnicodeText.IndexOfLoneSurrogate(url) >= 0)
            return false;

        if (!url.ContainsAnyExceptInRange('!', '~'))
            return true;

        foreach (var rune in url.EnumerateRunes())
        {
            if (rune.Value == ' ' ? !mayHaveSpaces : Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
                or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPort(ReadOnlySpan<char> port) =>
        port is [] || (port[0] == ':' && !port[1..].ContainsAnyExceptInRange('0', '9'));

    private static string? AsciiHost(Uri parsed)
    {
        try
        {
            // Brackets belong to the Host of an IPv6 address only; its scope means nothing to others.
            var host = parsed.HostNameType == UriHostNameType.IPv6 ? parsed.Host : parsed.IdnHost;
            var name = parsed.HostNameType switch
            {
                UriHostNameType.Dns or UriHostNameType.IPv4 => host,
                UriHostNameType.IPv6 when !host.Contains('%', StringComparison.Ordinal) => "6",
                _ => "",
            };
            return name.Length == 0 || name.AsSpan().ContainsAnyExcept(HostCharacters) ? null : host;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private static string? ToPunycode(string domain)
    {
        try
        {
            return new IdnMapping().GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsLower(ReadOnlySpan<char> text) => !text.ContainsAnyInRange('A', 'Z');
}
