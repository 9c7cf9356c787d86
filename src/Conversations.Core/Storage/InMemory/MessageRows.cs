using System.Runtime.InteropServices;

namespace Conversations.Storage.InMemory;

/// <summary>The messages of one conversation by sequence and by id; guarded by its lock.</summary>
internal sealed partial class MessageRows
{
    private readonly long _precedingSequence;
    private readonly ChunkedList<Row> _rows = new();
    private readonly Dictionary<MessageId, long> _sequences = [];
    private readonly SortedList<long, UserId?> _tombstones = [];
    private readonly Dictionary<long, List<Reactor>> _reactors = [];

    internal MessageRows(long precedingSequence) => _precedingSequence = LastSequence = precedingSequence;

    internal long LastSequence { get; private set; }

    internal long Count => _rows.Count - _tombstones.Count;

    /// <summary>Gets the last message that was not deleted.</summary>
    internal Message? Last { get; private set; }

    /// <summary>Counts the messages after a sequence by arithmetic: without looking at any that is there.</summary>
    internal long CountAfter(long sequence)
    {
        var from = Math.Max(sequence, _precedingSequence);
        return LastSequence - from - (_tombstones.Count - FirstTombstoneAfter(from));
    }

    internal Message Add(NewMessage draft, ConversationId conversationId, DateTimeOffset at)
    {
        var message = draft.At(conversationId, ++LastSequence, at);
        _rows.Add(new(message, draft.Hash));
        _sequences.Add(message.Id, message.Sequence);
        return Last = message;
    }

    internal Message? Find(MessageId id) => _sequences.TryGetValue(id, out var sequence) ? RowAt(sequence).Message : null;

    internal Message? FindWithReactions(MessageId id, UserId? viewer) => Find(id) is { } message ? Complete(message, viewer) : null;

    internal MessageSlot? FindSlot(MessageId id, UserId? viewer)
    {
        if (!_sequences.TryGetValue(id, out var sequence))
            return null;

        ref var row = ref RowAt(sequence);
        return row.Message is { } message
            ? new(sequence, message.SenderId, row.Hash, Complete(message, viewer))
            : new(sequence, _tombstones[sequence], default, null);
    }

    internal void Replace(Message message)
    {
        RowAt(message.Sequence).Message = message;
        if (Last?.Sequence == message.Sequence)
            Last = message;
    }

    internal long Delete(MessageId id)
    {
        var sequence = _sequences[id];
        ref var row = ref RowAt(sequence);
        _tombstones.Add(sequence, row.Message!.SenderId);
        _reactors.Remove(sequence);
        row = default;
        if (Last!.Sequence == sequence)
            Last = Between(_precedingSequence + 1, sequence, descending: true).FirstOrDefault();

        return sequence;
    }

    internal int EmojiCount(long sequence) => ReactorsOf(sequence).Select(one => one.Emoji).Distinct().Count();

    internal bool HasEmoji(long sequence, string emoji) => ReactorsOf(sequence).Exists(one => one.Emoji == emoji);

    internal bool HasReaction(long sequence, UserId userId, string emoji) =>
        ReactorsOf(sequence).Exists(one => one.UserId == userId && one.Emoji == emoji);

    internal void AddReaction(long sequence, Reactor reactor)
    {
        ref var reactors = ref CollectionsMarshal.GetValueRefOrAddDefault(_reactors, sequence, out _);
        (reactors ??= []).Add(reactor);
    }

    internal void RemoveReaction(long sequence, UserId userId, string emoji)
    {
        var reactors = ReactorsOf(sequence);
        reactors.RemoveAll(one => one.UserId == userId && one.Emoji == emoji);
        if (reactors.Count == 0)
            _reactors.Remove(sequence);
    }

    internal List<Reactor> ReactorsOf(long sequence) => _reactors.GetValueOrDefault(sequence) ?? [];

    internal List<Message> Page(MessageWindow window) =>
    [
        .. Between(window.From, window.To, window.Descending).Take(window.Limit).Select(message => Complete(message, window.Viewer)),
    ];

    /// <summary>Joins what is read along with a message: its reactions, and the message that it answers.</summary>
    internal Message Complete(Message message, UserId? viewer)
    {
        if (message.ReplyTo is not { } replyTo)
            return WithReactions(message, viewer);

        var answered = Find(replyTo);
        return WithReactions(message, viewer) with { RepliedTo = answered is null ? null : WithReactions(answered, viewer) };
    }

    private int FirstTombstoneAfter(long sequence)
    {
        var (low, high) = (0, _tombstones.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _tombstones.GetKeyAtIndex(middle) > sequence ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private Message WithReactions(Message message, UserId? viewer) => !_reactors.TryGetValue(message.Sequence, out var reactors)
        ? message
        : message with
        {
            Reactions =
            [
                .. reactors
                    .GroupBy(reactor => reactor.Emoji)
                    .Select(group => new Reaction(group.Key, group.Count(), group.Any(reactor => reactor.UserId == viewer))),
            ],
        };

    private IEnumerable<Message> Between(long from, long to, bool descending)
    {
        var (least, greatest) = (Math.Max(from, _precedingSequence + 1), Math.Min(to, LastSequence));
        for (var step = 0L; step <= greatest - least; step++)
        {
            if (RowAt(descending ? greatest - step : least + step).Message is { } message)
                yield return message;
        }
    }

    private ref Row RowAt(long sequence) => ref _rows[(int)(sequence - _precedingSequence - 1)];

    private struct Row(Message? message, ContentHash hash)
    {
        internal Message? Message = message;
        internal ContentHash Hash = hash;
    }
}
