namespace Conversations;

/// <summary>A part of a line that is bold, italic or struck through.</summary>
public sealed record MarkupSpan : MarkupNode
{
    internal MarkupSpan(MarkupStyle style, NodeList children)
    {
        Style = style;
        Children = children;
    }

    /// <summary>Gets the style. No span holds one of its own style.</summary>
    public MarkupStyle Style { get; }

    /// <summary>Gets what is set in it: texts, other spans, code, links and mentions; one or more.</summary>
    public IReadOnlyList<MarkupNode> Children { get; }
}
