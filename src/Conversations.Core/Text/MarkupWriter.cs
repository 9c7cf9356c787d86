using System.Text;

namespace Conversations;

/// <summary>Writes a tree as the markup that it was read from.</summary>
internal static class MarkupWriter
{
    internal static string Write(IReadOnlyList<MarkupNode> nodes)
    {
        var text = new StringBuilder();
        WriteTo(text, nodes);
        return text.ToString();
    }

    // As deep as the tree, which is five at most.
    private static void WriteTo(StringBuilder text, IReadOnlyList<MarkupNode> nodes)
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
                case MarkupSpan node:
                    text.Append(Marker(node.Style));
                    WriteTo(text, node.Children);
                    text.Append(Marker(node.Style));
                    break;
                case MarkupBullet node:
                    text.Append(node.Marker).Append(' ');
                    WriteTo(text, node.Children);
                    break;
                case MarkupCode node:
                    text.Append(node.Source);
                    break;
                case MarkupLink node:
                    text.Append(node.Source);
                    break;
                case MarkupMention node:
                    text.Append(node.Source);
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
