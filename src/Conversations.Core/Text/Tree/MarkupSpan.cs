using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a part of a line that is bold, italic or struck through.</summary>
public sealed record MarkupSpan : MarkupNode
{
    internal MarkupSpan(MarkupStyle style, NodeList children)
    {
        Style = style;
        Children = children;
    }

    /// <summary>Gets the style. A span never contains a span of its own style.</summary>
    [JsonPropertyName("style")]
    [JsonConverter(typeof(FixedEnumConverter<MarkupStyle>))]
    public MarkupStyle Style { get; }

    /// <summary>Gets the content of the span: at least one node, each a text, another span, code, a link or a mention.</summary>
    [JsonPropertyName("children")]
    public IReadOnlyList<MarkupNode> Children { get; }
}
