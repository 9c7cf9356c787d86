namespace Conversations;

/// <summary>A part of a text in the markup: one of the sealed records that derive from it.</summary>
/// <remarks>
/// A node remembers the characters that it was read from, and two nodes are equal only if these are the same. None is deeper than five:
/// a bullet, one span of each style, and what they hold.
/// </remarks>
public abstract record MarkupNode
{
    private protected MarkupNode()
    {
    }
}
