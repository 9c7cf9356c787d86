using System.Buffers;

namespace Conversations;

/// <summary>Builds the tree from the tokens of a reader.</summary>
internal static class TreeBuilder
{
    // At most a bullet and one span of each of the three styles are open at the same time.
    private const int MaxOpen = 4;

    internal static NodeList Build(string text, in MarkupReader reader)
    {
        var tokens = reader.Tokens;
        if (tokens.Length <= 1)
            return new(tokens.IsEmpty ? [] : [Leaf(text, tokens[0], reader)]);

        var nodes = ArrayPool<MarkupNode>.Shared.Rent(tokens.Length);
        var count = Fill(nodes, text, tokens, reader);
        var list = new NodeList(nodes[..count]);
        ArrayPool<MarkupNode>.Shared.Return(nodes, clearArray: true);
        return list;
    }

    private static int Fill(MarkupNode[] nodes, string text, ReadOnlySpan<Token> tokens, in MarkupReader reader)
    {
        Span<(int Node, int Start)> open = stackalloc (int Node, int Start)[MaxOpen];
        var (depth, count) = (0, 0);
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            switch (token.Kind)
            {
                case TokenKind.Text:
                    // An opening marker without a closing marker is a text token of its own, so adjacent text tokens are joined.
                    while (i + 1 < tokens.Length && tokens[i + 1].Kind == TokenKind.Text)
                        i++;

                    nodes[count++] = new MarkupText(text[token.Start..tokens[i].End]);
                    break;
                case TokenKind.BulletStart or TokenKind.SpanStart:
                    open[depth++] = (count, token.Start);
                    break;
                case TokenKind.BulletEnd or TokenKind.SpanEnd:
                    var (first, start) = open[--depth];
                    var children = new NodeList(nodes[first..count]);
                    nodes[first] = token.Kind == TokenKind.BulletEnd
                        ? new MarkupBullet(text[start], children)
                        : new MarkupSpan(StyleOf(text[start]), children);
                    count = first + 1;
                    break;
                default:
                    nodes[count++] = Leaf(text, token, reader);
                    break;
            }
        }

        return count;
    }

    private static MarkupNode Leaf(string text, Token token, in MarkupReader reader)
    {
        var source = text[token.Start..token.End];
        return token.Kind switch
        {
            TokenKind.LineBreak => source switch { "\n" => MarkupLineBreak.Lf, "\r" => MarkupLineBreak.Cr, _ => MarkupLineBreak.CrLf },
            TokenKind.Code => new MarkupCode(source),
            TokenKind.BareLink => new MarkupLink(source, source, token.Value == Token.AsWritten ? source : reader.Value(token), hasLabel: false),
            TokenKind.BracketedLink or TokenKind.LabelledLink => new MarkupLink(
                source, token.Visible(text).ToString(), reader.Value(token), hasLabel: token.Kind == TokenKind.LabelledLink),
            TokenKind.Mention => new MarkupMention(source, UserId.FromStored(reader.Value(token)), token.Visible(text).ToString()),
            _ => new MarkupText(source),
        };
    }

    private static MarkupStyle StyleOf(char marker) => marker switch
    {
        '*' => MarkupStyle.Bold,
        '_' => MarkupStyle.Italic,
        _ => MarkupStyle.Strike,
    };
}
