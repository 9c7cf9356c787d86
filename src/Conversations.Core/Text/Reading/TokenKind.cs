namespace Conversations;

/// <summary>What a stretch of a text in the markup is.</summary>
internal enum TokenKind : byte
{
    Text = 0,
    LineBreak,

    /// <summary>The marker of a bullet and the space after it.</summary>
    BulletStart,

    /// <summary>The end of a bullet's line, of no length.</summary>
    BulletEnd,

    /// <summary>The first marker of a span.</summary>
    SpanStart,

    /// <summary>The last marker of a span.</summary>
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
