namespace Conversations;

/// <summary>A text in the markup, read: a tree that loses nothing of it.</summary>
/// <remarks>Made by <see cref="Markup.Parse"/> only. Two are equal if they were read alike from the same characters.</remarks>
public sealed class MarkupDocument : IEquatable<MarkupDocument>
{
    private readonly NodeList _nodes;

    internal MarkupDocument(NodeList nodes) => _nodes = nodes;

    /// <summary>Gives characters that are no markup, whatever they are.</summary>
    internal static MarkupDocument OfText(string text) => new(new([new MarkupText(text)]));

    /// <summary>Gets the nodes in order: texts, spans, code, links, mentions, bullets and the line breaks between lines.</summary>
    public IReadOnlyList<MarkupNode> Nodes => _nodes;

    /// <summary>Gives what a notification or a title shows: labels, names and code, without the marks around them.</summary>
    /// <returns>Characters of the text and no others, in their order. Bullets and line breaks stay as they were written.</returns>
    public string ToPlainText() => _nodes is [MarkupText only] ? only.Text : MarkupWriter.Write(_nodes, withMarks: false);

    /// <summary>Gives the text as HTML, everything in it encoded once.</summary>
    /// <returns>
    /// Phrasing content and lists: <c>strong</c>, <c>em</c>, <c>s</c>, <c>code</c>, <c>pre</c>, <c>ul</c>, <c>li</c>, <c>br</c>,
    /// <c>a</c> with <c>href</c> and <c>rel="noopener nofollow"</c>, and <c>span</c> with <c>class="mention"</c> and
    /// <c>data-user-id</c>. Well-formed as XML, too.
    /// </returns>
    public string ToHtml() => HtmlWriter.Write(_nodes);

    /// <summary>Gives the text in the markup.</summary>
    /// <returns>The very characters that the tree was read from: with the same options, they are read as an equal tree.</returns>
    public string ToMarkup() => _nodes is [MarkupText only] ? only.Text : MarkupWriter.Write(_nodes, withMarks: true);

    /// <inheritdoc/>
    public bool Equals(MarkupDocument? other) => other is not null && _nodes.Equals(other._nodes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MarkupDocument);

    /// <inheritdoc/>
    public override int GetHashCode() => _nodes.GetHashCode();
}
