using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a link: a bare URL or e-mail address, <c>&lt;https://example.com&gt;</c>, or a link with a label.</summary>
public sealed record MarkupLink : MarkupNode
{
    internal MarkupLink(string source, string text, string href, bool hasLabel)
    {
        Source = source;
        Text = text;
        Href = href;
        HasLabel = hasLabel;
    }

    /// <summary>
    /// Gets the text that a reader sees: the label if there is one; otherwise the URL or e-mail address as it was written.
    /// </summary>
    [JsonPropertyName("text")]
    public string Text { get; }

    /// <summary>
    /// Gets the target: an absolute http, https or mailto URL in ASCII. Its host is in Punycode, and everything else is as it was
    /// written, percent-encoded where necessary.
    /// </summary>
    [JsonPropertyName("href")]
    public string Href { get; }

    /// <summary>Gets whether <see cref="Text"/> is a label, which can differ from the target of the link.</summary>
    [JsonPropertyName("hasLabel")]
    public bool HasLabel { get; }

    internal string Source { get; }
}
