using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents characters that have no meaning in the markup. They contain no line break.</summary>
public sealed record MarkupText : MarkupNode
{
    internal MarkupText(string text) => Text = text;

    /// <summary>Gets the characters.</summary>
    [JsonPropertyName("text")]
    public string Text { get; }
}
