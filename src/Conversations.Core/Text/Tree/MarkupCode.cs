namespace Conversations;

/// <summary>What stands between two times three backticks, literally.</summary>
public sealed record MarkupCode : MarkupNode
{
    internal MarkupCode(string source) => Source = source;

    /// <summary>Gets the code without its backticks, and without the line break right after the first three and right before the last.</summary>
    public string Code => Source[Lines.CodeOf(Source)];

    /// <summary>Gets whether it is a block, because there is a line break between its backticks.</summary>
    public bool IsBlock => Lines.Has(Source);

    internal string Source { get; }
}
