using System.Text;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Represents a part of a text in the markup. Every node is one of the sealed records that derive from this type.
/// </summary>
/// <remarks>
/// A node keeps the characters that it was read from. Two nodes are equal only if these characters are the same. The tree has at
/// most five levels: a bullet, one span of each of the three styles, and the content of the innermost span. In JSON, a node has its kind
/// in <c>"node"</c>. It is not read from JSON; parse the text again.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "node")]
[JsonDerivedType(typeof(MarkupText), "text")]
[JsonDerivedType(typeof(MarkupSpan), "span")]
[JsonDerivedType(typeof(MarkupCode), "code")]
[JsonDerivedType(typeof(MarkupLink), "link")]
[JsonDerivedType(typeof(MarkupMention), "mention")]
[JsonDerivedType(typeof(MarkupBullet), "bullet")]
[JsonDerivedType(typeof(MarkupLineBreak), "lineBreak")]
public abstract record MarkupNode
{
    private protected MarkupNode()
    {
    }

    /// <summary>Returns the kind of the node with its members as text.</summary>
    /// <returns>The text.</returns>
    public sealed override string ToString()
    {
        var text = new StringBuilder(GetType().Name).Append(" { ");
        return text.Append(PrintMembers(text) ? " }" : "}").ToString();
    }
}
