using Conversations.Decisions;

namespace Conversations.Storage.InMemory;

/// <summary>The participants of one conversation and the ended memberships, guarded by the lock of the conversation.</summary>
/// <param name="precedingSequence">The last sequence of the conversation that was deleted under the same id; 0 if there was none.</param>
/// <param name="counter">Counts the rows that are looked at, or null to count none.</param>
internal sealed class MemberTable(long precedingSequence, CostCounter? counter)
{
    private readonly Dictionary<UserId, MemberRow> _rows = [];
    private readonly SortedSet<MemberRow> _present = new(MemberRow.Order);
    private readonly SortedSet<MemberRow> _presentByAge = new(MemberRow.OrderByAge);

    internal int PresentCount => _present.Count;

    internal MemberRow? Find(UserId userId)
    {
        counter?.Rows += 1;
        return _rows.GetValueOrDefault(userId);
    }

    internal MemberRow? FindPresent(UserId userId) =>
        Find(userId) is { EndedAt: null } row ? row : null;

    /// <summary>Gets all participants. A caller goes through all of them.</summary>
    internal IReadOnlyCollection<MemberRow> Present => Counted(_present, _present.Count);

    internal MemberRow Set(ParticipantWrite write, DateTimeOffset at, long lastSequence)
    {
        var participant = write.ApplyTo(write.Joins ? null : _rows[write.UserId].ToParticipant(), at, lastSequence);
        if (write.Joins)
        {
            // A row must not change the values by which the sorted sets compare it. So a user who joins gets a new row.
            var row = _rows[write.UserId] = new(write.UserId)
            {
                JoinedAt = participant.JoinedAt,
                JoinedAfter = participant.JoinedAfter,
                ReadUpTo = participant.ReadUpTo,
            };
            _present.Add(row);
            _presentByAge.Add(row);
        }

        var written = _rows[write.UserId];
        (written.Access, written.Notify, written.VisibleFrom) = (participant.Access, participant.Notify, participant.VisibleFrom);
        return written;
    }

    /// <summary>Tells whether a participant or a former one does not see all of the past.</summary>
    internal bool HidesHistory => Counted(_rows.Values, _rows.Count).Any(Hides);

    /// <summary>
    /// Applies the effects of an imported message, which is the last one, and returns whether it changed from which message on a
    /// participant or a former one sees the conversation.
    /// </summary>
    internal bool Apply(ImportEffects effects, MessageTable messages)
    {
        var (sequence, hides) = (messages.LastSequence, false);
        foreach (var row in Counted(_rows.Values, _rows.Count))
        {
            // Only the imported message itself is unread.
            if (effects.KeepsRead && row.EndedAt is null && messages.CountAfter(effects.HidesFromOthers ? row.ReadUpTo : row.UnreadAfter) == 1)
                row.ReadUpTo = sequence;

            if (effects.HidesFromOthers && Hides(row))
                (row.VisibleFrom, hides) = (sequence + 1, true);
        }

        return hides;
    }

    private bool Hides(MemberRow row) => row.VisibleFrom > precedingSequence + 1;

    internal MemberRow Remove(UserId userId, DateTimeOffset at, bool byApp)
    {
        var row = _rows[userId];
        _present.Remove(row);
        _presentByAge.Remove(row);
        (row.EndedAt, row.EndedByApp) = (at, byApp);
        return row;
    }

    /// <summary>Removes a membership that has ended, or returns false if there is none or it has not ended.</summary>
    internal bool Forget(UserId userId) => _rows.TryGetValue(userId, out var row) && row.EndedAt is not null && _rows.Remove(userId);

    /// <summary>Returns the first participants: the earliest joined first, then by user id.</summary>
    internal List<UserId> First(int count, UserId except) =>
        [.. _presentByAge.Select(row => Counted(row).UserId).Where(user => user != except).Take(count)];

    internal List<Participant> Page((DateTimeOffset JoinedAt, UserId UserId)? after, int limit)
    {
        var page = new List<Participant>(Math.Min(limit, _present.Count));
        IEnumerable<MemberRow> rows = _present;
        if (after is { } place && _present.Max is { } last)
        {
            var probe = new MemberRow(place.UserId) { JoinedAt = place.JoinedAt };
            if (MemberRow.Order.Compare(probe, last) >= 0)
                return page;

            rows = _present.GetViewBetween(probe, last).SkipWhile(row => MemberRow.Order.Compare(row, probe) <= 0);
        }

        page.AddRange(rows.Take(limit).Select(row => Counted(row).ToParticipant()));
        return page;
    }

    private T Counted<T>(T read, int rows = 1)
    {
        counter?.Rows += rows;
        return read;
    }
}
