namespace Conversations.Storage.InMemory;

/// <summary>
/// The log of one conversation, guarded by the lock of the conversation. A sent message, the most frequent change, takes 32 bytes.
/// </summary>
internal sealed class ChangeTable(long precedingVersion, CostCounter? counter)
{
    private ChunkedList<Row> _rows = new();
    private long _preceding = precedingVersion;

    /// <summary>Gets the version after which the log begins.</summary>
    internal long Preceding => _preceding;

    internal void Add(Change change, long version, long sequence) => _rows.Add(change switch
    {
        MessageSent sent => new(sent.At.ToUnixTimeMilliseconds(), sent.Actor ?? default, sent.MessageId.Value, sequence),
        _ => new(0, default, change.Numbered(version, sequence), 0),
    });

    internal bool Names(UserId userId)
    {
        for (var i = 0; i < _rows.Count; i++)
        {
            if (RowAt(i).Names(userId))
                return true;
        }

        return false;
    }

    internal void Replace(UserId userId, UserId replacement, long upTo)
    {
        for (var i = 0; i < CountUpTo(upTo); i++)
        {
            if (RowAt(i).Names(userId))
                _rows[i] = _rows[i].Replace(userId, replacement);
        }
    }

    /// <summary>Returns the sequence of the last message that was sent up to a version, or 0 if the log knows none.</summary>
    internal long LastSequenceAt(long version)
    {
        for (var i = CountUpTo(version) - 1; i >= 0; i--)
        {
            if (RowAt(i).IsSent)
                return _rows[i].Sequence;
        }

        return 0;
    }

    /// <summary>Tells whether a change after a version is about the membership of a user.</summary>
    internal bool HasMembershipOf(UserId userId, long after)
    {
        for (var i = CountUpTo(after); i < _rows.Count; i++)
        {
            if (RowAt(i).About is Change and not MessageChange and var change && change.Named.Contains(userId))
                return true;
        }

        return false;
    }

    /// <summary>Returns the version before the first change at or after a time.</summary>
    internal long VersionBefore(DateTimeOffset from)
    {
        var count = 0;
        while (count < _rows.Count && RowAt(count).Time < from.ToUnixTimeMilliseconds())
            count++;

        return _preceding + count;
    }

    /// <summary>Removes the changes up to a version, as far as they are older than a time.</summary>
    internal void RemoveBefore(long upTo, DateTimeOffset before)
    {
        var end = Math.Min(upTo, VersionBefore(before));
        if (end <= _preceding)
            return;

        var kept = new ChunkedList<Row>();
        for (var i = CountUpTo(end); i < _rows.Count; i++)
            kept.Add(_rows[i]);

        (_rows, _preceding) = (kept, end);
    }

    internal ChangeSlice After(ConversationId id, long version, int limit, IReadOnlyCollection<Type>? kinds = null)
    {
        var skip = CountUpTo(version);
        var changes = new List<Change>(Math.Min(limit, _rows.Count - skip));
        for (var i = skip; i < _rows.Count && changes.Count < limit; i++)
        {
            if (kinds is null || kinds.Contains(RowAt(i).Kind))
                changes.Add(RowAt(i).ToChange(id, _preceding + 1 + i));
        }

        return new(changes, IsPruned: version < _preceding);
    }

    private ref Row RowAt(int index)
    {
        counter?.Rows += 1;
        return ref _rows[index];
    }

    /// <summary>Returns the number of changes up to a version.</summary>
    private int CountUpTo(long version) => (int)Math.Clamp(version - _preceding, 0, _rows.Count);

    /// <summary>A change. For a sent message, <c>About</c> is only the id as a string, and the other fields hold the rest.</summary>
    private readonly struct Row(long at, UserId actor, object about, long sequence)
    {
        internal long Sequence => sequence;

        internal object About => about;

        internal bool IsSent => about is string;

        internal Type Kind => IsSent ? typeof(MessageSent) : about.GetType();

        internal long Time => about is Change change ? change.At.ToUnixTimeMilliseconds() : at;

        internal bool Names(UserId userId) => about is Change change ? change.Names(userId) : actor == userId;

        internal Row Replace(UserId userId, UserId replacement) => about is Change change
            ? new(at, actor, change.Replace(userId, replacement), sequence)
            : new(at, replacement, about, sequence);

        internal Change ToChange(ConversationId id, long version) => about as Change ?? new MessageSent
        {
            ConversationId = id,
            Version = version,
            At = Timestamp.FromMilliseconds(at),
            Actor = actor.IsDefault ? null : actor,
            MessageId = MessageId.FromStored((string)About),
            Sequence = Sequence,
        };
    }
}
