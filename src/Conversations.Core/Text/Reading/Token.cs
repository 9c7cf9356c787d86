using System.Runtime.InteropServices;

namespace Conversations;

/// <summary>A part of a text in the markup.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Token(TokenKind kind, int start, int end, int shown = 0, int value = 0)
{
    /// <summary>Replaces the index of a value if the href of a link is equal to the link as it was written.</summary>
    internal const int AsWritten = -1;

    internal TokenKind Kind => kind;

    /// <summary>Gets the index at which the token starts.</summary>
    internal int Start => start;

    /// <summary>Gets the index at which the token ends and the next token starts.</summary>
    internal int End => end;

    /// <summary>Gets the index at which the visible part of a bracketed link or a mention starts.</summary>
    internal int Shown => shown;

    /// <summary>Gets the index of the href of a link, or of the id of a mention, among the values of the reader; or <see cref="AsWritten"/>.</summary>
    internal int Value => value;

    /// <summary>Returns the token with another kind.</summary>
    internal Token As(TokenKind other) => new(other, start, end, shown, value);

    /// <summary>Returns the visible part of the token.</summary>
    internal ReadOnlySpan<char> Visible(ReadOnlySpan<char> text) => Kind switch
    {
        TokenKind.SpanStart or TokenKind.SpanEnd => default,
        TokenKind.Code => text[Start..End][Lines.CodeOf(text[Start..End])],
        TokenKind.BracketedLink or TokenKind.LabelledLink or TokenKind.Mention => text[Shown..(End - 1)],
        _ => text[Start..End],
    };
}
