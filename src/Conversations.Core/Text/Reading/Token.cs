using System.Runtime.InteropServices;

namespace Conversations;

/// <summary>A stretch of a text in the markup.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="End">Where it ends; the next token starts there.</param>
/// <param name="Shown">Where what a reader sees of a link's label or a mention starts.</param>
/// <param name="Value">The index of the link's href or the mentioned id among the values, or <see cref="AsWritten"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, int Start, int End, int Shown = 0, int Value = 0)
{
    /// <summary>In place of an index: the href is the link as it was written.</summary>
    internal const int AsWritten = -1;

    /// <summary>Gets what a reader sees of the token.</summary>
    internal ReadOnlySpan<char> Visible(ReadOnlySpan<char> text) => Kind switch
    {
        TokenKind.SpanStart or TokenKind.SpanEnd => default,
        TokenKind.Code => text[Start..End][Lines.CodeOf(text[Start..End])],
        TokenKind.BracketedLink or TokenKind.LabelledLink or TokenKind.Mention => text[Shown..(End - 1)],
        _ => text[Start..End],
    };
}
