using System.Text;

namespace Conversations;

/// <summary>
/// Writes a tree as text: with its marks as the markup that it was read from, or without them as the visible text.
/// </summary>
internal static class MarkupWriter
{
    internal static string Write(IReadOnlyList<MarkupNode> nodes, bool withMarks)
    {
        var text = new StringBuilder();
        WriteTo(text, nodes, withMarks);
        return text.ToString();
    }

    // The recursion is as deep as the tree, which has at most five levels.
    private static void WriteTo(StringBuilder text, IReadOnlyList<MarkupNode> nodes, bool withMarks)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            switch (nodes[i])
            {
                case MarkupText node:
                    text.Append(node.Text);
                    break;
                case MarkupLineBreak node:
                    text.Append(node.Text);
                    break;
                case MarkupSpan node when withMarks:
                    text.Append(Marker(node.Style));
                    WriteTo(text, node.Children, withMarks);
                    text.Append(Marker(node.Style));
                    break;
                case MarkupSpan node:
                    WriteTo(text, node.Children, withMarks);
                    break;
                case MarkupBullet node:
                    text.Append(node.Marker).Append(' ');
                    WriteTo(text, node.Children, withMarks);
                    break;
                case MarkupCode node:
                    text.Append(withMarks ? node.Source : node.Source.AsSpan()[Lines.CodeOf(node.Source)]);
                    break;
                case MarkupLink node:
                    text.Append(withMarks ? node.Source : node.Text);
                    break;
                case MarkupMention node:
                    text.Append(withMarks ? node.Source : node.Name);
                    break;
            }
        }
    }

    private static char Marker(MarkupStyle style) => style switch
    {
        MarkupStyle.Bold => '*',
        MarkupStyle.Italic => '_',
        _ => '~',
    };
}
