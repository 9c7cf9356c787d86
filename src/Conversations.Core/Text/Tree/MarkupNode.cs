namespace Conversations;

/// <summary>
/// Represents a part of a text in the markup. Every node is one of the sealed records that derive from this type.
/// </summary>
/// <remarks>
/// A node keeps the characters that it was read from. Two nodes are equal only if these characters are the same. The tree has at
/// most five levels: a bullet, one span of each of the three styles, and the content of the innermost span.
/// </remarks>
public abstract record MarkupNode
{
    private protected MarkupNode()
    {
    }
}
