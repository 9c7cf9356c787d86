namespace Conversations;

/// <summary>Says what a token of a text in the markup is.</summary>
internal enum TokenKind : byte
{
    Text = 0,
    LineBreak,

    /// <summary>The marker of a bullet and the space after it.</summary>
    BulletStart,

    /// <summary>The end of the line of a bullet. The token has no length.</summary>
    BulletEnd,

    /// <summary>The opening marker of a span.</summary>
    SpanStart,

    /// <summary>The closing marker of a span.</summary>
    SpanEnd,
    Code,

    /// <summary>A bare URL or e-mail address.</summary>
    BareLink,

    /// <summary>A URL between angle brackets.</summary>
    BracketedLink,

    /// <summary>A URL and a label between angle brackets.</summary>
    LabelledLink,
    Mention,
}
