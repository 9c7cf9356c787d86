using System.Text;

namespace Conversations;

/// <summary>Writes what a reader sees of a tree.</summary>
internal static class PlainTextWriter
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
                    WriteTo(text, node.Children);
                    break;
                case MarkupBullet node:
                    text.Append(node.Marker).Append(' ');
                    WriteTo(text, node.Children);
                    break;
                case MarkupCode node:
                    text.Append(node.Source.AsSpan()[Lines.CodeOf(node.Source)]);
                    break;
                case MarkupLink node:
                    text.Append(node.Text);
                    break;
                case MarkupMention node:
                    text.Append(node.Name);
                    break;
            }
        }
    }
}
