namespace Conversations;

/// <summary>A link: a bare URL or e-mail address, <c>&lt;https://example.com&gt;</c>, or one with a label.</summary>
public sealed record MarkupLink : MarkupNode
{
    internal MarkupLink(string source, string text, string href, bool hasLabel)
    {
        Source = source;
        Text = text;
        Href = href;
        HasLabel = hasLabel;
    }

    /// <summary>Gets what a reader sees: the label, else the URL or e-mail address as it was written.</summary>
    public string Text { get; }

    /// <summary>Gets where it goes: an absolute http, https or mailto URL in ASCII, its host in punycode, everything else as it was written.</summary>
    public string Href { get; }

    /// <summary>Gets whether the text is a label, which need not say where the link goes.</summary>
    public bool HasLabel { get; }

    internal string Source { get; }
}
