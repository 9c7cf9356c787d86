using System.Buffers;

namespace Conversations;

/// <content>Reads code, links and mentions, and text that looks like a link but is not one.</content>
internal ref partial struct MarkupReader
{
    private const string Fence = "```";
    private const string MentionPrefix = "!!mention:";
    private const string Separators = "|\u01c0";

    private static readonly SearchValues<char> Triggers = SearchValues.Create("`<:@");
    private static readonly SearchValues<char> BracketEnds = SearchValues.Create("<>\r\n" + Separators);
    private static readonly SearchValues<char> LabelEnds = SearchValues.Create("<>\r\n");

    /// <summary>
    /// Finds the next atom. An atom of the kind <see cref="TokenKind.Text"/> is plain text in which no marker counts.
    /// </summary>
    private bool FindAtom(int from, out Token atom)
    {
        var at = from;
        while (at < _text.Length)
        {
            var found = _text[at..].IndexOfAny(Triggers);
            Steps += found < 0 ? _text.Length - at : found + 1;
            if (found < 0)
                break;

            at += found;
            var isAtom = _text[at] switch
            {
                '`' => TryCode(at, out atom),
                '<' => TryBracket(at, out atom),
                ':' => TryUrl(from, at, out atom),
                _ => TryEmail(from, at, out atom),
            };
            if (isAtom)
                return true;

            at++;
        }

        atom = default;
        return false;
    }

    private bool TryCode(int at, out Token atom)
    {
        atom = default;
        if (_text[at..] is not ['`', '`', '`', _, .. var rest])
            return false;

        // Code has at least one character, so six backticks in a row are not code. If this search fails, no later fence exists that
        // could start another search, so the total time stays linear.
        var length = rest.IndexOf(Fence, StringComparison.Ordinal);
        Steps += length < 0 ? rest.Length : length;
        atom = new(TokenKind.Code, at, at + Fence.Length + 1 + length + Fence.Length);
        return length >= 0;
    }

    private bool TryBracket(int at, out Token atom)
    {
        atom = default;
        var inside = _text[(at + 1)..];
        var isMention = inside.StartsWith(MentionPrefix, StringComparison.Ordinal);
        if (!isMention && !LinkTarget.HasScheme(inside))
            return false;

        var length = inside.IndexOfAny(BracketEnds);
        Steps += length < 0 ? inside.Length : length;
        if (length < 0 || inside[length] is '<' or '\r' or '\n')
            return false;

        var shown = at + 1;
        var end = shown + length;
        if (_text[end] != '>')
        {
            shown = end + 1;
            var label = _text[shown..].IndexOfAny(LabelEnds);
            Steps += label < 0 ? _text.Length - shown : label;
            end = shown + label;
            if (label < 0 || _text[end] != '>' || !Visibility.HasVisible(_text[shown..end]))
                return false;
        }

        var target = inside[..length];
        var hasLabel = shown > at + 1;
        return isMention
            ? hasLabel && TryMention(at, end + 1, shown, target[MentionPrefix.Length..], out atom)
            : TryLink(hasLabel ? TokenKind.LabelledLink : TokenKind.BracketedLink, at, end + 1, shown, target, out atom);
    }

    private bool TryMention(int start, int end, int shown, ReadOnlySpan<char> encoded, out Token atom)
    {
        atom = default;
        if (MentionId.Decode(encoded) is not { } id)
            return false;

        atom = _mentions++ < _options.MaxMentions
            ? new(TokenKind.Mention, start, end, shown, Keep(id))
            : new(TokenKind.Text, start, end);
        return true;
    }

    private bool TryLink(TokenKind kind, int start, int end, int shown, ReadOnlySpan<char> target, out Token atom)
    {
        atom = default;
        var mayHaveSpaces = kind == TokenKind.LabelledLink;
        if (LinkTarget.ToHref(target, mayHaveSpaces) is not { } href)
            return false;

        // The link is read as text of the same length, so the rest of the text is read the same way whether labels are allowed or
        // not.
        atom = kind == TokenKind.LabelledLink && !_options.AllowLinkLabels
            ? new(TokenKind.Text, start, end)
            : new(kind, start, end, shown, Keep(href));
        return true;
    }

    private bool TryUrl(int from, int at, out Token atom)
    {
        atom = default;
        var start = at - LinkTarget.SchemeLengthBefore(_text[from..at]);
        if (start == at || (start > 0 && _text[start - 1] == '<'))
            return false;

        var scheme = LinkTarget.SchemeLength(_text[start..]);
        if (scheme == 0 || (WordCharacters.IsWordBefore(_text, start) && !(_text[start + scheme - 1] == '/' && UnspacedScripts.Ends(_text[..start]))))
            return false;

        var length = BareUrl.Length(_text[start..], scheme, out var read);
        Steps += read;
        if (length < 0)
        {
            atom = new(TokenKind.Text, start, start - length);
            return true;
        }

        var url = BareUrl.WithoutTrailing(_text.Slice(start, length));
        if (LinkTarget.IsPlain(url))
        {
            atom = new(TokenKind.BareLink, start, start + url.Length, start, Token.AsWritten);
            return true;
        }

        atom = LinkTarget.ToHref(url, mayHaveSpaces: false) is { } href
            ? new(TokenKind.BareLink, start, start + url.Length, start, Keep(href))
            : new(TokenKind.Text, start, start + length);
        return true;
    }

    private bool TryEmail(int from, int at, out Token atom)
    {
        atom = default;
        var local = EmailAddress.LocalLengthBefore(_text[from..at]);
        var domain = local == 0 ? 0 : EmailAddress.DomainLength(_text[(at + 1)..]);
        var start = at - local;
        Steps += local + domain;
        if (domain == 0 || WordCharacters.IsWordBefore(_text, start) || (start > 0 && _text[start - 1] == '@'))
            return false;

        var end = at + 1 + domain;
        atom = new(TokenKind.BareLink, start, end, start, Keep(LinkTarget.OfAddress(_text[start..end])));
        return true;
    }

    private int Keep(string value)
    {
        _values ??= [];
        _values.Add(value);
        return _values.Count - 1;
    }
}
