using System.Buffers;
using System.Text;
using System.Xml;

namespace Conversations;

/// <summary>Writes a tree as HTML. It uses no other elements and attributes than those in this file.</summary>
internal static class HtmlWriter
{
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(unit => (char)unit).Where(IsSpecial)]);

    internal static string Write(IReadOnlyList<MarkupNode> nodes)
    {
        var html = new StringBuilder();
        for (var i = 0; i < nodes.Count; i++)
        {
            switch (nodes[i])
            {
                case MarkupBullet bullet:
                    WriteItem(html, bullet, isFirst: !IsItem(nodes, i - 2), isLast: !IsItem(nodes, i + 2));
                    break;
                case MarkupLineBreak when !IsBlock(nodes, i - 1) && !IsBlock(nodes, i + 1):
                    html.Append("<br/>");
                    break;
                default:
                    WriteInline(html, nodes[i]);
                    break;
            }
        }

        return html.ToString();
    }

    // Exactly one line break separates two items of a list. A list and a block of code start a new line by themselves, so the line
    // breaks beside them are not written.
    private static bool IsItem(IReadOnlyList<MarkupNode> nodes, int at) =>
        at >= 0 && at < nodes.Count && nodes[at] is MarkupBullet;

    private static bool IsBlock(IReadOnlyList<MarkupNode> nodes, int at) =>
        at >= 0 && at < nodes.Count && nodes[at] is MarkupBullet or MarkupCode { IsBlock: true };

    private static void WriteItem(StringBuilder html, MarkupBullet bullet, bool isFirst, bool isLast)
    {
        html.Append(isFirst ? "<ul><li>" : "<li>");
        WriteInline(html, bullet.Children);
        html.Append(isLast ? "</li></ul>" : "</li>");
    }

    // The recursion is as deep as the tree, which has at most five levels.
    private static void WriteInline(StringBuilder html, IReadOnlyList<MarkupNode> nodes)
    {
        for (var i = 0; i < nodes.Count; i++)
            WriteInline(html, nodes[i]);
    }

    private static void WriteInline(StringBuilder html, MarkupNode node)
    {
        switch (node)
        {
            case MarkupText text:
                Encode(html, text.Text);
                break;
            case MarkupSpan span:
                var element = span.Style switch { MarkupStyle.Bold => "strong", MarkupStyle.Italic => "em", _ => "s" };
                html.Append('<').Append(element).Append('>');
                WriteInline(html, span.Children);
                html.Append("</").Append(element).Append('>');
                break;
            case MarkupCode code:
                html.Append(code.IsBlock ? "<pre><code>" : "<code>");
                Encode(html, code.Source.AsSpan()[Lines.CodeOf(code.Source)]);
                html.Append(code.IsBlock ? "</code></pre>" : "</code>");
                break;
            case MarkupLink link:
                html.Append("<a href=\"");
                Encode(html, link.Href);
                html.Append("\" rel=\"noopener nofollow\">");
                Encode(html, link.Text);
                html.Append("</a>");
                break;
            case MarkupMention mention:
                html.Append("<span class=\"mention\" data-user-id=\"");
                Encode(html, mention.UserId.Value);
                html.Append("\">");
                Encode(html, mention.Name);
                html.Append("</span>");
                break;
        }
    }

    /// <summary>Returns whether HTML or XML would read a character as something else, or XML cannot contain it.</summary>
    internal static bool IsSpecial(char unit) => unit is '&' or '<' or '>' or '"' or '\'' or '\r' || !XmlConvert.IsXmlChar(unit);

    private static void Encode(StringBuilder html, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is >= 0 and var at)
        {
            html.Append(text[..at]);
            var taken = 1;
            switch (text[at])
            {
                case '&':
                    html.Append("&amp;");
                    break;
                case '<':
                    html.Append("&lt;");
                    break;
                case '>':
                    html.Append("&gt;");
                    break;
                case '"':
                    html.Append("&quot;");
                    break;
                case '\'':
                    html.Append("&#39;");
                    break;
                case '\r':
                    taken = Lines.BreakLength(text, at);
                    html.Append('\n');
                    break;
                case var high when char.IsHighSurrogate(high) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]):
                    taken = 2;
                    html.Append(text.Slice(at, taken));
                    break;
                default:
                    html.Append('\ufffd');
                    break;
            }

            text = text[(at + taken)..];
        }

        html.Append(text);
    }
}
