using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a text in the markup as a tree that loses no character of the text.</summary>
/// <remarks>
/// Only <see cref="Markup.Parse"/> creates documents. Two documents are equal if the same characters were read as the same nodes.
/// </remarks>
public sealed class MarkupDocument : IEquatable<MarkupDocument>
{
    private readonly NodeList _nodes;

    internal MarkupDocument(NodeList nodes) => _nodes = nodes;

    /// <summary>Creates a document of one text node. Nothing in the text is read as markup.</summary>
    internal static MarkupDocument OfText(string text) => new(new([new MarkupText(text)]));

    /// <summary>Gets the nodes in order: texts, spans, code, links, mentions, bullets, and the line breaks between lines.</summary>
    [JsonPropertyName("nodes")]
    public IReadOnlyList<MarkupNode> Nodes => _nodes;

    /// <summary>
    /// Returns the visible text, for a notification or a title: labels, names and code, without the marks around them.
    /// </summary>
    /// <returns>
    /// The visible characters of the text, in their order and without additions. The markers of bullets and the line breaks stay as
    /// they were written.
    /// </returns>
    public string ToPlainText() => _nodes is [MarkupText only] ? only.Text : MarkupWriter.Write(_nodes, withMarks: false);

    /// <summary>Returns the text as HTML. All text in it is encoded exactly once.</summary>
    /// <returns>
    /// Phrasing content and lists: the elements <c>strong</c>, <c>em</c>, <c>s</c>, <c>code</c>, <c>pre</c>, <c>ul</c>, <c>li</c>,
    /// <c>br</c>, <c>a</c> with <c>href</c> and <c>rel="noopener nofollow"</c>, and <c>span</c> with <c>class="mention"</c> and
    /// <c>data-user-id</c>. The result is also well-formed XML.
    /// </returns>
    public string ToHtml() => HtmlWriter.Write(_nodes);

    /// <summary>Returns the text in the markup.</summary>
    /// <returns>
    /// Exactly the characters that the tree was read from. If they are read again with the same options, the result is an equal
    /// document.
    /// </returns>
    public string ToMarkup() => _nodes is [MarkupText only] ? only.Text : MarkupWriter.Write(_nodes, withMarks: true);

    /// <inheritdoc/>
    public bool Equals(MarkupDocument? other) => other is not null && _nodes.Equals(other._nodes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MarkupDocument);

    /// <inheritdoc/>
    public override int GetHashCode() => _nodes.GetHashCode();
}
