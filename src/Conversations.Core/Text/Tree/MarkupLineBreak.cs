namespace Conversations;

/// <summary>The end of a line, outside of code.</summary>
public sealed record MarkupLineBreak : MarkupNode
{
    internal static readonly MarkupLineBreak Lf = new("\n");
    internal static readonly MarkupLineBreak Cr = new("\r");
    internal static readonly MarkupLineBreak CrLf = new("\r\n");

    private MarkupLineBreak(string text) => Text = text;

    /// <summary>Gets how it is written: LF, CR, or CR and LF.</summary>
    public string Text { get; }
}
