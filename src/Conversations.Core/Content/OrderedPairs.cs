namespace Conversations;

/// <summary>
/// Strings by key, in the order of insertion. An array with a linear, ordinal search takes the least memory for a small number of
/// keys.
/// </summary>
internal struct OrderedPairs
{
    private KeyValuePair<string, string?>[]? _items;

    internal int Count { get; private set; }

    internal readonly ReadOnlySpan<KeyValuePair<string, string?>> Items => _items.AsSpan(0, Count);

    internal readonly KeyValuePair<string, string?> this[int index] => Items[index];

    internal readonly int IndexOf(string key)
    {
        var items = Items;
        for (var i = 0; i < items.Length; i++)
        {
            if (string.Equals(items[i].Key, key, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    internal readonly bool TryGet(string key, out string? value)
    {
        var at = IndexOf(key);
        value = at < 0 ? null : Items[at].Value;
        return at >= 0;
    }

    /// <summary>Appends a pair. The caller must ensure that the key is new.</summary>
    internal void Add(string key, string? value)
    {
        if (Count == (_items?.Length ?? 0))
            Array.Resize(ref _items, Count == 0 ? 2 : Count * 2);

        _items![Count++] = new(key, value);
    }

    internal readonly OrderedPairs Copy() => new() { _items = Items.ToArray(), Count = Count };

    internal readonly void Replace(int index, string? value) => _items![index] = new(_items[index].Key, value);
}
