using System.Runtime.InteropServices;

namespace Conversations;

/// <summary>A part of a text in the markup.</summary>
/// <param name="Kind">The kind of the token.</param>
/// <param name="Start">The index at which the token starts.</param>
/// <param name="End">The index at which the token ends and the next token starts.</param>
/// <param name="Shown">The index at which the visible part of a bracketed link or a mention starts.</param>
/// <param name="Value">
/// The index of the href of a link, or of the id of a mention, among the values of the reader; or <see cref="AsWritten"/>.
/// </param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, int Start, int End, int Shown = 0, int Value = 0)
{
    /// <summary>Replaces the index of a value if the href of a link is equal to the link as it was written.</summary>
    internal const int AsWritten = -1;

    /// <summary>Returns the visible part of the token.</summary>
    internal ReadOnlySpan<char> Visible(ReadOnlySpan<char> text) => Kind switch
    {
        TokenKind.SpanStart or TokenKind.SpanEnd => default,
        TokenKind.Code => text[Start..End][Lines.CodeOf(text[Start..End])],
        TokenKind.BracketedLink or TokenKind.LabelledLink or TokenKind.Mention => text[Shown..(End - 1)],
        _ => text[Start..End],
    };
}
