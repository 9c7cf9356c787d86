namespace Conversations.Storage.InMemory;

/// <summary>Who takes part in one conversation, and who once did; guarded by its lock.</summary>
internal sealed class MemberRows
{
    private readonly Dictionary<UserId, MemberRow> _rows = [];
    private readonly SortedSet<MemberRow> _present = new(MemberRow.Order);
    private readonly SortedSet<MemberRow> _presentByAge = new(MemberRow.OrderByAge);

    internal int PresentCount => _present.Count;

    internal MemberRow? Find(UserId userId) => _rows.GetValueOrDefault(userId);

    internal MemberRow? FindPresent(UserId userId) =>
        _rows.TryGetValue(userId, out var row) && row.EndedAt is null ? row : null;

    internal IReadOnlyCollection<MemberRow> Present => _present;

    internal MemberRow Seat(Seat seat, DateTimeOffset at, long lastSequence)
    {
        if (seat.Joins)
        {
            // A row that is or was in the sorted set keeps what it is sorted by, so who joins gets a new one.
            var row = _rows[seat.UserId] = new(seat.UserId) { JoinedAt = at, JoinedAfter = lastSequence, ReadUpTo = lastSequence };
            _present.Add(row);
            _presentByAge.Add(row);
        }

        var seated = _rows[seat.UserId];
        (seated.Access, seated.Notify) = (seat.Access, seat.Notify);
        return seated;
    }

    internal MemberRow Unseat(UserId userId, DateTimeOffset at, bool byApp)
    {
        var row = _rows[userId];
        _present.Remove(row);
        _presentByAge.Remove(row);
        (row.EndedAt, row.EndedByApp) = (at, byApp);
        return row;
    }

    /// <summary>Forgets a membership that has ended; false = there is none, or it has not ended.</summary>
    internal bool Forget(UserId userId) => _rows.TryGetValue(userId, out var row) && row.EndedAt is not null && _rows.Remove(userId);

    /// <summary>Gives the first of those who take part, the earliest joined first, then by user id.</summary>
    internal List<UserId> First(int count, UserId except) =>
        [.. _presentByAge.Select(row => row.UserId).Where(user => user != except).Take(count)];

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

        page.AddRange(rows.Take(limit).Select(row => row.ToParticipant()));
        return page;
    }
}
