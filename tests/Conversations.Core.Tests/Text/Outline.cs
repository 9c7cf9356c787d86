using System.Text;

namespace Conversations.Tests.Text;

/// <summary>
/// Writes a tree as one line, so that a test can state what it expects: <c>b('a') 'text' link(shown → href)</c>.
/// </summary>
internal static class Outline
{
    internal static string Of(string text, MarkupOptions? options = null) => Of(Markup.Parse(text, options).Nodes);

    internal static string Of(IReadOnlyList<MarkupNode> nodes)
    {
        var outline = new StringBuilder();
        foreach (var node in nodes)
        {
            outline.Append(outline.Length == 0 ? "" : " ").Append(node switch
            {
                MarkupText text => $"'{text.Text}'",
                MarkupLineBreak end => end.Text switch { "\n" => "LF", "\r" => "CR", _ => "CRLF" },
                MarkupSpan span => $"{Name(span.Style)}({Of(span.Children)})",
                MarkupBullet bullet => $"item{bullet.Marker}({Of(bullet.Children)})",
                MarkupCode code => $"{(code.IsBlock ? "block" : "code")}({code.Code})",
                MarkupLink link => $"{(link.HasLabel ? "label" : "link")}({link.Text} → {link.Href})",
                MarkupMention mention => $"mention({mention.UserId} → {mention.Name})",
                _ => throw new InvalidOperationException(),
            });
        }

        return outline.ToString();
    }

    private static char Name(MarkupStyle style) => style switch
    {
        MarkupStyle.Bold => 'b',
        MarkupStyle.Italic => 'i',
        MarkupStyle.Strike => 's',
        _ => throw new InvalidOperationException(),
    };
}
