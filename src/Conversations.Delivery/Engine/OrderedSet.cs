namespace Conversations;

/// <summary>A set whose items are taken in the order in which they were added.</summary>
internal sealed class OrderedSet<T>
    where T : notnull
{
    private readonly HashSet<T> _items = [];
    private readonly Queue<T> _order = [];

    internal int Count => _items.Count;

    internal void Add(T item)
    {
        if (_items.Add(item))
            _order.Enqueue(item);
    }

    /// <summary>Takes the first items for which a condition holds. The others stay.</summary>
    internal List<T> Take(int limit, Func<T, bool> condition)
    {
        var taken = new List<T>();
        for (var left = _order.Count; left > 0 && taken.Count < limit; left--)
        {
            var item = _order.Dequeue();
            if (condition(item))
            {
                _items.Remove(item);
                taken.Add(item);
            }
            else
            {
                _order.Enqueue(item);
            }
        }

        return taken;
    }

    internal void Clear()
    {
        _items.Clear();
        _order.Clear();
    }
}
