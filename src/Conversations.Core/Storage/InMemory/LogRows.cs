namespace Conversations.Storage.InMemory;

/// <summary>The log of one conversation; guarded by its lock. Sent messages, nearly all of it, take 32 bytes each.</summary>
internal sealed class LogRows(long precedingVersion)
{
    private readonly ChunkedList<Row> _rows = new();

    internal void Add(Change change, long version, long sequence) => _rows.Add(change switch
    {
        MessageSent sent => new(sent.At.ToUnixTimeMilliseconds(), sent.Actor ?? default, sent.MessageId.Value, sequence),
        MessageChange about => new(0, default, about with { Version = version, Sequence = sequence }, 0),
        _ => new(0, default, change with { Version = version }, 0),
    });

    internal bool Names(UserId userId)
    {
        for (var i = 0; i < _rows.Count; i++)
        {
            if (_rows[i].Names(userId))
                return true;
        }

        return false;
    }

    internal void Replace(UserId userId, UserId replacement)
    {
        for (var i = 0; i < _rows.Count; i++)
        {
            if (_rows[i].Names(userId))
                _rows[i] = _rows[i].Replace(userId, replacement);
        }
    }

    internal ChangeSlice After(ConversationId id, long version, int limit)
    {
        var skip = (int)Math.Clamp(version - precedingVersion, 0, _rows.Count);
        var changes = new List<Change>(Math.Min(limit, _rows.Count - skip));
        for (var i = skip; i < _rows.Count && changes.Count < limit; i++)
            changes.Add(_rows[i].ToChange(id, precedingVersion + 1 + i));

        return new(changes, IsPruned: version < precedingVersion);
    }

    /// <summary>A change; of a sent message only its id, as a string, and what goes with it.</summary>
    private readonly record struct Row(long At, UserId Actor, object About, long Sequence)
    {
        internal bool Names(UserId userId) =>
            Actor == userId || (About is Change change && !ReferenceEquals(change, change.Replace(userId, default)));

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
