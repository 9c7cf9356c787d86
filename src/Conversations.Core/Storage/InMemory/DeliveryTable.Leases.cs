namespace Conversations.Storage.InMemory;

/// <content>Work, leases and reports.</content>
internal sealed partial class DeliveryTable
{
    internal DeliveryWork FindWork(DeliveryQuery query)
    {
        lock (_lock)
        {
            var (keys, done) = (new List<(DateTimeOffset Due, DeliveryKey Key)>(), new List<ConversationId>());
            var now = Now;
            foreach (var id in marks.Ids)
            {
                var (mark, version) = conversations.Read(id, static one => (one.Mark, one.Version));
                if (mark is not { } from)
                    continue;

                var found = _handlers.Values
                    .Where(one => query.Handlers.Contains(one.Name) && PositionOf(one, id, from) < version && CanLease(Find(new(one.Name, id)), version, now, query.HostId))
                    .Select(one => (Find(new(one.Name, id))?.DueAt is { } due && due < now ? due : now, new DeliveryKey(one.Name, id)))
                    .ToList();
                if (found.Count == 0 && !_handlers.Keys.Any(name => Find(new(name, id))?.Owner is { } owner && owner != query.HostId && IsAlive(owner)))
                    done.Add(id);

                keys.AddRange(found);
            }

            foreach (var name in query.Handlers.Where(_rows.ContainsKey))
            {
                foreach (var (id, row) in _rows[name])
                {
                    var (mark, version) = conversations.Read(id, static one => (one.Mark, one.Version));
                    if (row.DueAt <= now && CanLease(row, version, now, query.HostId) && mark is null)
                        keys.Add((row.DueAt.Value, new(name, id)));
                }
            }

            return new([.. keys.OrderBy(one => one.Due).Select(one => one.Key).Take(query.Limit)], [.. done.Take(query.Limit)]);
        }
    }

    internal List<DeliveryLease> Lease(Guid hostId, IReadOnlyList<DeliveryKey> keys)
    {
        lock (_lock)
        {
            var (leases, now) = (new List<DeliveryLease>(), Now);
            foreach (var key in keys)
            {
                if (!IsAlive(hostId) || !_handlers.TryGetValue(key.Handler, out var handler))
                    continue;

                var row = Find(key);
                var (mark, version) = conversations.Read(key.ConversationId, static one => (one.Mark, one.Version));
                if (!CanLease(row, version, now, hostId) || !(PositionOf(handler, key.ConversationId, mark ?? version) < version))
                    continue;

                if (row is null)
                    _rows[key.Handler][key.ConversationId] = row = new() { Position = mark ?? version };

                (row.Owner, row.Fence) = (hostId, ++_lastFence);
                leases.Add(new(key, row.Fence, row.Position, row.Attempts, row.TriedTo, row.Aside));
            }

            return leases;
        }
    }

    internal List<bool> Report(Guid hostId, IReadOnlyList<DeliveryReport> reports)
    {
        lock (_lock)
            return [.. reports.Select(report => Report(hostId, report))];
    }

    internal void Settle(Guid hostId, IReadOnlyList<ConversationId> ids)
    {
        lock (_lock)
        {
            foreach (var id in ids)
            {
                conversations.Read(id, one =>
                {
                    Settle(hostId, id, one);
                    return true;
                });
            }
        }
    }

    private bool Report(Guid hostId, DeliveryReport report)
    {
        if (Find(report.Key) is not { } row || row.Owner != hostId || row.Fence != report.Fence)
            return false;

        var version = conversations.Read(report.Key.ConversationId, static one => one.Version);
        (row.Position, row.Attempts, row.Error) = (report.Position, report.Attempts, report.Error);
        (row.TriedTo, row.Aside) = (report.TriedTo, report.Aside);
        row.IsParked = report.Step == DeliveryStep.Park;
        row.DueAt = report.Step switch
        {
            DeliveryStep.Wait => Now + report.Delay,
            DeliveryStep.Park => null,
            _ => report.Position < version ? Now : null,
        };
        if (report.Step != DeliveryStep.Keep)
            row.Owner = null;

        return true;
    }

    /// <summary>Removes the mark of a conversation, whose lock the caller holds.</summary>
    private void Settle(Guid hostId, ConversationId id, ConversationState conversation)
    {
        var mark = conversation.Mark ?? conversation.Version;
        foreach (var handler in _handlers.Values)
        {
            var row = Find(new(handler.Name, id));
            if (row?.Owner == hostId)
                row.Owner = null;

            if (row is null)
            {
                if (mark < conversation.Version && HasWalkedPast(handler, id))
                    _rows[handler.Name][id] = new() { Position = mark, DueAt = Now };
            }
            else if (row.TriedTo < conversation.Version)
            {
                (row.DueAt, row.IsParked) = (Now, false);
            }
            else if (row.Position < conversation.Version)
            {
                row.DueAt ??= row.IsParked ? null : Now;
            }
            else if (!row.IsParked && !IsAlive(row.Owner))
            {
                _rows[handler.Name].Remove(id);
            }
        }

        conversation.Settle();
        marks.Remove(id);
    }

    /// <summary>Returns the position of a handler, or the greatest number if a walk has not reached the conversation.</summary>
    private long PositionOf(HandlerRow handler, ConversationId id, long mark) =>
        Find(new(handler.Name, id))?.Position ?? (HasWalkedPast(handler, id) ? mark : long.MaxValue);

    private bool CanLease(DeliveryRow? row, long version, DateTimeOffset now, Guid hostId) => row is null
        || ((row.TriedTo < version || (!row.IsParked && !(row.DueAt > now))) && (row.Owner == hostId || !IsAlive(row.Owner)));
}
