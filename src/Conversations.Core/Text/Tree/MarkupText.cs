namespace Conversations;

/// <summary>Characters that mean nothing but themselves, without a line break.</summary>
public sealed record MarkupText : MarkupNode
{
    internal MarkupText(string text) => Text = text;

    /// <summary>Gets the characters.</summary>
    public string Text { get; }
}
