namespace Conversations.Storage.InMemory;

/// <summary>A list that grows by chunks, so that a long list is not copied when it grows and has little unused space.</summary>
internal sealed class ChunkedList<T>
{
    private const int ChunkSize = 1024;
    private const int FirstSize = 4;

    private readonly List<T[]> _chunks = [];

    internal int Count { get; private set; }

    internal ref T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return ref _chunks[index / ChunkSize][index % ChunkSize];
        }
    }

    internal void Add(T item)
    {
        var offset = Count % ChunkSize;
        if (offset == 0)
            _chunks.Add(new T[Count == 0 ? FirstSize : ChunkSize]);
        else if (offset == _chunks[^1].Length)
            _chunks[^1] = Doubled(_chunks[^1]);

        _chunks[^1][offset] = item;
        Count++;
    }

    private static T[] Doubled(T[] chunk)
    {
        Array.Resize(ref chunk, chunk.Length * 2);
        return chunk;
    }
}
