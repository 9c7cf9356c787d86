using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Conversations;

/// <summary>Reads the markup of message texts, subjects and welcome messages.</summary>
/// <remarks>
/// <para>
/// The markup consists of <c>*bold*</c>, <c>_italic_</c>, <c>~strike~</c>, code between two groups of three backticks, lines that
/// start with <c>- </c>, <c>* </c> or <c>+ </c>, <c>&lt;https://example.com|label&gt;</c>, <c>&lt;https://example.com&gt;</c>, bare
/// URLs and e-mail addresses, and <c>&lt;!!mention:USERID|Name&gt;</c> with a percent-encoded user id. Everything else is plain
/// text. No text is invalid.
/// </para>
/// <para>The time to read a text is proportional to its length, whatever the text contains.</para>
/// </remarks>
[SuppressMessage("Naming", "CA1724", Justification = "Markup is the name of the syntax. System.Windows.Markup is unrelated.")]
public static class Markup
{
    private const int UnitsPerCharacter = 16;
    private const int MinPreviewUnits = 1_024;

    /// <summary>Reads a text as a tree.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="options">What the text may contain, or null for <see cref="MarkupOptions.ForUser"/>.</param>
    /// <returns>The tree.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static MarkupDocument Parse(string text, MarkupOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new MarkupReader(text, options ?? MarkupOptions.ForUser, stackalloc Token[TokenBuffer.InitialLength]);
        reader.Read();
        var nodes = TreeBuilder.Build(text, reader);
        reader.Return();
        return new(nodes);
    }

    /// <summary>
    /// Returns the visible text, for a notification or a title. The result is that of <see cref="MarkupDocument.ToPlainText"/>, but
    /// no tree is built.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="options">What the text may contain, or null for <see cref="MarkupOptions.ForUser"/>.</param>
    /// <returns>
    /// The visible characters of the text, in their order and without additions. If all characters are visible, the same instance
    /// is returned.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static string ToPlainText(string text, MarkupOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new MarkupReader(text, options ?? MarkupOptions.ForUser, stackalloc Token[TokenBuffer.InitialLength]);
        reader.Read();
        var plain = reader.HidesAnything ? Visible(text, reader.Tokens) : text;
        reader.Return();
        return plain;
    }

    /// <summary>
    /// Returns the start of the visible text that <see cref="ToPlainText"/> returns. Characters that a reader sees as one are never
    /// split.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxCharacters">The maximum number of characters as a reader counts them (grapheme clusters); 0 or more.</param>
    /// <param name="options">What the text may contain, or null for <see cref="MarkupOptions.ForUser"/>.</param>
    /// <returns>
    /// The start of the visible text, without an ellipsis. It has at most 16 UTF-16 units for each of
    /// <paramref name="maxCharacters"/>, or 1,024 if that is more, so a character of thousands of combining marks ends it.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxCharacters"/> is negative.</exception>
    public static string Preview(string text, int maxCharacters, MarkupOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxCharacters);
        var plain = ToPlainText(text, options);
        var maxUnits = Math.Max(MinPreviewUnits, (long)UnitsPerCharacter * maxCharacters);
        var end = 0;
        for (var count = 0; count < maxCharacters && end < plain.Length; count++)
        {
            var next = end + StringInfo.GetNextTextElementLength(plain, end);
            if (next > maxUnits)
                break;

            end = next;
        }

        return plain[..end];
    }

    /// <summary>Writes a mention: <c>&lt;!!mention:USERID|Name&gt;</c>, with the id percent-encoded.</summary>
    /// <param name="userId">The user who is mentioned.</param>
    /// <param name="name">
    /// The name that readers see. The markup has no escapes, so each character that a name in it cannot contain is replaced:
    /// <c>&lt;</c> and <c>&gt;</c> by <c>‹</c> and <c>›</c>, and CR and LF by a space. If no character of the name is visible, the id
    /// stands for it.
    /// </param>
    /// <returns>The mention. <see cref="Parse"/> reads it as one node with this id and, but for what was replaced, this name.</returns>
    /// <exception cref="ArgumentException"><paramref name="userId"/> is the default value.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public static string Mention(UserId userId, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var id = MentionId.Encode(userId.Required().Value);
        var shown = Visibility.HasVisible(name) ? name : Visibility.HasVisible(userId.Value) ? userId.Value : id;
        return $"{MentionId.Opening}{id}|{shown.Replace('<', '‹').Replace('>', '›').Replace('\r', ' ').Replace('\n', ' ')}>";
    }

    /// <summary>
    /// Returns whether a text contains a link with a label. A user may not write one, because the label can hide the target.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <returns>True if <see cref="MarkupOptions.AllowLinkLabels"/> changes how the text is read; otherwise false.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
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

    /// <summary>Returns the users whom a text mentions.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="options">What the text may contain, or null for <see cref="MarkupOptions.ForUser"/>.</param>
    /// <returns>
    /// Each user once, in the order of their first mention. Only the first <see cref="MarkupOptions.MaxMentions"/> mentions (50 by
    /// default) count. The users may not exist and may not take part in the conversation. The list is empty if the text mentions
    /// nobody.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static IReadOnlyList<UserId> Mentions(string text, MarkupOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains(MentionId.Opening, StringComparison.Ordinal))
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
