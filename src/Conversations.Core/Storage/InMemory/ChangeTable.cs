namespace Conversations.Storage.InMemory;

/// <summary>
/// The log of one conversation, guarded by the lock of the conversation. A sent message, the most frequent change, takes 32 bytes.
/// </summary>
internal sealed class ChangeTable(long precedingVersion, CostCounter? counter)
{
    private readonly ChunkedList<Row> _rows = new();

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

    internal ChangeSlice After(ConversationId id, long version, int limit)
    {
        var skip = CountUpTo(version);
        var changes = new List<Change>(Math.Min(limit, _rows.Count - skip));
        for (var i = skip; i < _rows.Count && changes.Count < limit; i++)
            changes.Add(RowAt(i).ToChange(id, precedingVersion + 1 + i));

        return new(changes, IsPruned: version < precedingVersion);
    }

    private ref Row RowAt(int index)
    {
        counter?.Rows += 1;
        return ref _rows[index];
    }

    /// <summary>Returns the number of changes up to a version.</summary>
    private int CountUpTo(long version) => (int)Math.Clamp(version - precedingVersion, 0, _rows.Count);

    /// <summary>A change. For a sent message, <c>About</c> is only the id as a string, and the other fields hold the rest.</summary>
    private readonly record struct Row(long At, UserId Actor, object About, long Sequence)
    {
        internal bool IsSent => About is string;

        internal bool Names(UserId userId) => About is Change change ? change.Names(userId) : Actor == userId;

        internal Row Replace(UserId userId, UserId replacement) => About is Change change
            ? this with { About = change.Replace(userId, replacement) }
            : this with { Actor = replacement };

        internal Change ToChange(ConversationId id, long version) => About as Change ?? new MessageSent
        {
            ConversationId = id,
            Version = version,
            At = Timestamp.FromMilliseconds(At),
            Actor = Actor.IsDefault ? null : Actor,
            MessageId = MessageId.FromStored((string)About),
            Sequence = Sequence,
        };
    }
}
