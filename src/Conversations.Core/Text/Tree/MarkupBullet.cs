using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a line that is an item of a list.</summary>
/// <remarks>
/// Code that begins on the line belongs to the item, even if the code spans several lines. The text after the code belongs to the
/// item too, up to the next line break.
/// </remarks>
public sealed record MarkupBullet : MarkupNode
{
    internal MarkupBullet(char marker, NodeList children)
    {
        Marker = marker;
        Children = children;
    }

    /// <summary>Gets the character at the start of the line, before the space: <c>-</c>, <c>*</c> or <c>+</c>.</summary>
    [JsonPropertyName("marker")]
    public char Marker { get; }

    /// <summary>
    /// Gets the content of the line after the marker: at least one node, each a text, span, code, link or mention.
    /// </summary>
    [JsonPropertyName("children")]
    public IReadOnlyList<MarkupNode> Children { get; }
}
