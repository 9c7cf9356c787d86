using System.Collections;

namespace Conversations;

/// <summary>A list of nodes. Two lists are equal if all their nodes are equal, in the same order.</summary>
internal sealed class NodeList(MarkupNode[] nodes) : IReadOnlyList<MarkupNode>
{
    private readonly MarkupNode[] _nodes = nodes;

    public int Count => _nodes.Length;

    public MarkupNode this[int index] => _nodes[index];

    public IEnumerator<MarkupNode> GetEnumerator() => ((IEnumerable<MarkupNode>)_nodes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) => obj is NodeList other && _nodes.AsSpan().SequenceEqual(other._nodes);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var node in _nodes)
            hash.Add(node);

        return hash.ToHashCode();
    }
}
