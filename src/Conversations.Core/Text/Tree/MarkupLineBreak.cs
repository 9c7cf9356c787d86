using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents the end of a line, outside of code.</summary>
public sealed record MarkupLineBreak : MarkupNode
{
    internal static readonly MarkupLineBreak Lf = new("\n");
    internal static readonly MarkupLineBreak Cr = new("\r");
    internal static readonly MarkupLineBreak CrLf = new("\r\n");

    private MarkupLineBreak(string text) => Text = text;

    /// <summary>Gets the line break as it was written: LF, CR, or CR followed by LF.</summary>
    [JsonPropertyName("text")]
    public string Text { get; }
}
