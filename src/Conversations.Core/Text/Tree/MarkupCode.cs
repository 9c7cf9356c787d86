using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents code: the characters between two groups of three backticks, in which nothing is read as markup.</summary>
public sealed record MarkupCode : MarkupNode
{
    internal MarkupCode(string source) => Source = source;

    /// <summary>
    /// Gets the code without its backticks, without a line break directly after the opening backticks, and without one directly
    /// before the closing ones.
    /// </summary>
    [JsonPropertyName("code")]
    public string Code => Source[Lines.CodeOf(Source)];

    /// <summary>Gets whether this is a block of code, which means that there is a line break between its backticks.</summary>
    [JsonPropertyName("isBlock")]
    public bool IsBlock => Lines.Has(Source);

    internal string Source { get; }
}
