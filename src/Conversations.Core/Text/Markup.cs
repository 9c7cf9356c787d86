using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Conversations;

/// <summary>Reads the markup of message texts, subjects and welcome messages.</summary>
/// <remarks>
/// <para>
/// <c>*bold*</c>, <c>_italic_</c>, <c>~strike~</c>, code between two times three backticks, lines that start with <c>- </c>, <c>* </c> or
/// <c>+ </c>, <c>&lt;https://example.com|label&gt;</c>, <c>&lt;https://example.com&gt;</c>, bare URLs and e-mail addresses, and
/// <c>&lt;!!mention:USERID|Name&gt;</c> with a percent-encoded id. Anything else is text, and no text is refused.
/// </para>
/// <para>Takes time in proportion to the text's length, whatever the text.</para>
/// </remarks>
[SuppressMessage("Naming", "CA1724", Justification = "The markup is what it is called; System.Windows.Markup is of another field.")]
public static class Markup
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="options">What the text may do; null = what a user's may, <see cref="MarkupOptions.ForUser"/>.</param>
    /// <returns>The text as a tree.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static MarkupDocument Parse(string text, MarkupOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new MarkupReader(text, options ?? MarkupOptions.ForUser, stackalloc Token[TokenBuffer.InitialLength]);
        reader.Read();
        var nodes = TreeBuilder.Build(text, reader);
        reader.Return();
        return new(nodes);
    }

    /// <summary>Gives what a notification or a title shows of a text, as <see cref="MarkupDocument.ToPlainText"/> does, without a tree.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="options">What the text may do; null = what a user's may, <see cref="MarkupOptions.ForUser"/>.</param>
    /// <returns>Characters of the text and no others, in their order; the same instance where all of them are shown.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static string ToPlainText(string text, MarkupOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new MarkupReader(text, options ?? MarkupOptions.ForUser, stackalloc Token[TokenBuffer.InitialLength]);
        reader.Read();
        var plain = reader.HidesAnything ? Visible(text, reader.Tokens) : text;
        reader.Return();
        return plain;
    }

    /// <summary>Gives the start of what <see cref="ToPlainText"/> gives, never a part of what a reader sees as one character.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxCharacters">How many characters at most, as a reader counts them (grapheme clusters); 0 or more.</param>
    /// <param name="options">What the text may do; null = what a user's may, <see cref="MarkupOptions.ForUser"/>.</param>
    /// <returns>The start, without an ellipsis.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of characters is negative.</exception>
    public static string Preview(string text, int maxCharacters, MarkupOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxCharacters);
        var plain = ToPlainText(text, options);
        var end = 0;
        for (var count = 0; count < maxCharacters && end < plain.Length; count++)
            end += StringInfo.GetNextTextElementLength(plain, end);

        return plain[..end];
    }

    /// <summary>Tells whether a text has a link with a label, which a user may not write: it can hide where it goes.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Whether <see cref="MarkupOptions.AllowLinkLabels"/> makes a difference to the text.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static bool ContainsLinkLabel(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains('<', StringComparison.Ordinal))
            return false;

        var reader = new MarkupReader(text, MarkupOptions.ForApp, stackalloc Token[TokenBuffer.InitialLength]);
        reader.Read();
        var found = false;
        foreach (var token in reader.Tokens)
            found |= token.Kind == TokenKind.LabelledLink;

        reader.Return();
        return found;
    }

    /// <summary>Lists whom a text mentions.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="options">What the text may do; null = what a user's may, <see cref="MarkupOptions.ForUser"/>.</param>
    /// <returns>
    /// Each user once, in the order of their first mention, of the first <see cref="MarkupOptions.MaxMentions"/> mentions. They need neither
    /// exist nor take part in the conversation.
    /// </returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static IReadOnlyList<UserId> Mentions(string text, MarkupOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains("<!!", StringComparison.Ordinal))
            return [];

        var reader = new MarkupReader(text, options ?? MarkupOptions.ForUser, stackalloc Token[TokenBuffer.InitialLength]);
        reader.Read();
        var users = new OrderedDictionary<UserId, bool>();
        foreach (var token in reader.Tokens)
        {
            if (token.Kind == TokenKind.Mention)
                users.TryAdd(UserId.FromStored(reader.Value(token)), true);
        }

        reader.Return();
        return [.. users.Keys];
    }

    private static string Visible(string text, ReadOnlySpan<Token> tokens)
    {
        var length = 0;
        foreach (var token in tokens)
            length += token.Visible(text).Length;

        return string.Create(length, new TextAndTokens(text, tokens), static (plain, source) =>
        {
            foreach (var token in source.Tokens)
            {
                var visible = token.Visible(source.Text);
                visible.CopyTo(plain);
                plain = plain[visible.Length..];
            }
        });
    }

    private readonly ref struct TextAndTokens(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens)
    {
        internal ReadOnlySpan<char> Text { get; } = text;

        internal ReadOnlySpan<Token> Tokens { get; } = tokens;
    }
}
