namespace Conversations.Storage.InMemory;

/// <content>Finds the message with the latest time, and of several the one with the greatest sequence, without a look at all messages.</content>
internal sealed partial class MessageTable
{
    private const int BlockSize = 1024;

    /// <summary>For each block of rows the sequence of its latest message, or 0 if the block has no message.</summary>
    private readonly List<long> _latest = [];

    /// <summary>The latest message of all.</summary>
    private Message? _last;

    /// <summary>Returns the latest of the messages whose sequence is not less than the first that the viewer sees.</summary>
    /// <remarks>It reads no message, except for a viewer who does not see the latest one: then one block and the latest of the others.</remarks>
    internal Message? LastFrom(long from)
    {
        if (_last is null || _last.Sequence >= from)
            return _last;
        if (from > LastSequence)
            return null;

        var block = BlockOf(Math.Max(from, _precedingSequence + 1));
        return LatestOf(LatestIn(block, from), block + 1);
    }

    private void AddToLatest(Message message)
    {
        var block = BlockOf(message.Sequence);
        if (block == _latest.Count)
            _latest.Add(message.Sequence);
        else if (_latest[block] == 0 || IsLater(message, than: RowAt(_latest[block]).Message))
            _latest[block] = message.Sequence;

        if (IsLater(message, than: _last))
            _last = message;
    }

    private void RemoveFromLatest(long sequence)
    {
        var block = BlockOf(sequence);
        if (_latest[block] == sequence)
            _latest[block] = LatestIn(block, from: 0)?.Sequence ?? 0;
        if (_last!.Sequence == sequence)
            _last = LatestOf(null, firstBlock: 0);
    }

    private Message? LatestIn(int block, long from)
    {
        var first = _precedingSequence + 1 + ((long)block * BlockSize);
        Message? latest = null;
        foreach (var message in Between(Math.Max(first, from), first + BlockSize - 1, descending: false))
            latest = IsLater(message, latest) ? message : latest;

        return latest;
    }

    private Message? LatestOf(Message? latest, int firstBlock)
    {
        for (var block = firstBlock; block < _latest.Count; block++)
        {
            if (_latest[block] != 0 && RowAt(_latest[block]).Message is { } message && IsLater(message, latest))
                latest = message;
        }

        return latest;
    }

    private int BlockOf(long sequence) => (int)((sequence - _precedingSequence - 1) / BlockSize);

    /// <summary>Tells whether a message is the later of two, of which the other has the lesser sequence.</summary>
    private static bool IsLater(Message message, Message? than) => than is null || message.CreatedAt >= than.CreatedAt;
}
