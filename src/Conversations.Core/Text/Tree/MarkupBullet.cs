namespace Conversations;

/// <summary>A line that is an item of a list.</summary>
/// <remarks>Code that begins on the line belongs to it, however many lines it has, and so does what follows up to the next line break.</remarks>
public sealed record MarkupBullet : MarkupNode
{
    internal MarkupBullet(char marker, NodeList children)
    {
        Marker = marker;
        Children = children;
    }

    /// <summary>Gets what the line starts with, before its space: <c>-</c>, <c>*</c> or <c>+</c>.</summary>
    public char Marker { get; }

    /// <summary>Gets the line after its marker: texts, spans, code, links and mentions; one or more.</summary>
    public IReadOnlyList<MarkupNode> Children { get; }
}
