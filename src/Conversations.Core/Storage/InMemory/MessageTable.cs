using System.Runtime.InteropServices;
using Conversations.Decisions;

namespace Conversations.Storage.InMemory;

/// <summary>The messages of one conversation by sequence and by id, guarded by the lock of the conversation.</summary>
internal sealed partial class MessageTable
{
    private readonly long _precedingSequence;
    private readonly CostCounter? _counter;
    private readonly ChunkedList<Row> _rows = new();
    private readonly Dictionary<MessageId, long> _sequences = [];
    private readonly SortedList<long, UserId?> _tombstones = [];
    private readonly Dictionary<long, List<Reactor>> _reactors = [];

    internal MessageTable(long precedingSequence, CostCounter? counter)
    {
        _precedingSequence = LastSequence = precedingSequence;
        _counter = counter;
    }

    internal long LastSequence { get; private set; }

    /// <summary>Counts the messages after a sequence by arithmetic, without a look at the messages themselves.</summary>
    internal long CountAfter(long sequence)
    {
        var from = Math.Max(sequence, _precedingSequence);
        return LastSequence - from - (_tombstones.Count - FirstTombstoneAfter(from));
    }

    /// <summary>Adds the message that has the next sequence.</summary>
    internal void Add(Message message, ContentHash hash)
    {
        LastSequence = message.Sequence;
        _rows.Add(new(message, hash));
        _sequences.Add(message.Id, message.Sequence);
        AddToLatest(message);
    }

    internal Message? Find(MessageId id) => _sequences.TryGetValue(id, out var sequence) ? RowAt(sequence).Message : null;

    /// <summary>Returns the message of an id, if its sequence is not less than the first that the viewer sees.</summary>
    internal Message? Find(MessageId id, long from) => Find(id) is { } message && message.Sequence >= from ? message : null;

    internal MessageSlot? FindSlot(MessageId id, UserId? viewer)
    {
        if (!_sequences.TryGetValue(id, out var sequence))
            return null;

        ref var row = ref RowAt(sequence);
        return row.Message is { } message
            ? new(sequence, message.SenderId, row.Hash, Complete(message, viewer, from: 1))
            : new(sequence, _tombstones[sequence], default, null);
    }

    internal void Replace(Message message)
    {
        RowAt(message.Sequence).Message = message;
        if (_last?.Sequence == message.Sequence)
            _last = message;
    }

    internal long Delete(MessageId id)
    {
        var sequence = _sequences[id];
        ref var row = ref RowAt(sequence);
        _tombstones.Add(sequence, row.Message!.SenderId);
        _reactors.Remove(sequence);
        row = default;
        RemoveFromLatest(sequence);
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

    internal List<Reactor> ReactorsOf(long sequence) => FindReactors(sequence) ?? [];

    internal List<Message> Page(MessageWindow window, long from, CancellationToken cancellationToken)
    {
        var page = new List<Message>();
        foreach (var message in Between(Math.Max(window.From, from), window.To, window.Descending).Take(window.Limit))
        {
            // A message may have very many reactions to group.
            cancellationToken.ThrowIfCancellationRequested();
            page.Add(Complete(message, window.Viewer, from));
        }

        return page;
    }

    /// <summary>Returns a message with its reactions and the message that it answers, if the viewer sees that one.</summary>
    internal Message Complete(Message message, UserId? viewer, long from)
    {
        if (message.ReplyTo is not { } replyTo)
            return WithReactions(message, viewer);

        var answered = Find(replyTo, from);
        return WithReactions(message, viewer) with { RepliedTo = answered is null ? null : WithReactions(answered, viewer) };
    }

    /// <summary>Returns the first and the last message that a user has missed, as <see cref="INotificationStore.ListMissedAsync"/> looks for them.</summary>
    internal (Message First, Message Last)? FindMissed(UserId userId, long after)
    {
        var last = Between(Math.Max(after, LastSequence - INotificationStore.Reach) + 1, LastSequence, descending: true).FirstOrDefault(IsMissed);
        return last is null ? null : (Between(after + 1, after + INotificationStore.Reach, descending: false).FirstOrDefault(IsMissed) ?? last, last);

        bool IsMissed(Message message) => message.Origin != MessageOrigin.Import && message.SenderId is { } sender && sender != userId;
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

    private List<Reactor>? FindReactors(long sequence)
    {
        var reactors = _reactors.GetValueOrDefault(sequence);
        _counter?.Rows += reactors?.Count ?? 0;
        return reactors;
    }

    private Message WithReactions(Message message, UserId? viewer) => FindReactors(message.Sequence) is not { } reactors
        ? message
        : message with { Reactions = Reactors.ByEmoji(reactors, viewer) };

    private IEnumerable<Message> Between(long from, long to, bool descending)
    {
        var (least, greatest) = (Math.Max(from, _precedingSequence + 1), Math.Min(to, LastSequence));
        for (var step = 0L; step <= greatest - least; step++)
        {
            if (RowAt(descending ? greatest - step : least + step).Message is { } message)
                yield return message;
        }
    }

    private ref Row RowAt(long sequence)
    {
        _counter?.Rows += 1;
        return ref _rows[(int)(sequence - _precedingSequence - 1)];
    }

    private struct Row(Message? message, ContentHash hash)
    {
        internal Message? Message = message;
        internal ContentHash Hash = hash;
    }
}
