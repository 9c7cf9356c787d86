namespace Conversations.Storage.InMemory;

/// <content>Failed deliveries, lag and pruning.</content>
internal sealed partial class DeliveryTable
{
    internal List<FailedDelivery> ListFailed(string name, bool parkedOnly, ConversationId? after, int limit)
    {
        lock (_lock)
        {
            return
            [
                .. RowsOf(name)
                    .Where(one => one.Value.IsParked || (!parkedOnly && one.Value.Attempts > 0))
                    .Where(one => after is not { } place || one.Key > place)
                    .OrderBy(one => one.Key)
                    .Take(limit)
                    .Select(one => new FailedDelivery(
                        one.Key, one.Value.Position, one.Value.IsParked, one.Value.Attempts, one.Value.IsParked ? null : one.Value.DueAt, one.Value.Error, one.Value.Aside)),
            ];
        }
    }

    internal int RetryFailed(string name, ConversationId? conversation, long? upTo)
    {
        lock (_lock)
        {
            var failed = RowsOf(name)
                .Where(one => (one.Value.IsParked || one.Value.Attempts > 0) && (conversation is not { } id || one.Key == id))
                .ToList();
            foreach (var (id, row) in failed)
            {
                var version = conversations.Read(id, static one => one.Version);
                var skipped = upTo is { } skip ? Math.Max(row.Position, Math.Min(skip, version)) : row.Position;
                (row.Position, row.Attempts, row.IsParked, row.Error) = (skipped, 0, false, null);
                (row.DueAt, row.Fence) = (row.Position < version ? Now : null, row.Fence + 1);
            }

            return failed.Count;
        }
    }

    internal HandlerLag Measure(string name)
    {
        lock (_lock)
        {
            if (!_handlers.TryGetValue(name, out var handler))
                return new(0, 0, 0, null);

            var (changes, behind, oldest) = (0L, 0L, (DateTimeOffset?)null);
            foreach (var id in RowsOf(name).Select(one => one.Key).Concat(marks.Ids).Distinct())
            {
                var row = Find(new(name, id));
                if (row?.IsParked == true && !(row.TriedTo < conversations.Read(id, static one => one.Version)))
                    continue;

                var (lag, at) = conversations.Read(id, one =>
                {
                    var position = Math.Max(PositionOf(handler, id, one.Mark ?? one.Version), row?.TriedTo ?? 0);
                    return position < one.Version ? (one.Version - position, one.TimeAfter(position)) : (0L, null);
                });
                changes += lag;
                behind += lag > 0 ? 1 : 0;
                if (!(at >= oldest))
                    oldest = at ?? oldest;
            }

            return new(changes, behind, RowsOf(name).LongCount(one => one.Value.IsParked), oldest);
        }
    }

    internal ConversationId? Prune(LogPruning prune)
    {
        lock (_lock)
        {
            var now = Now;
            var ids = conversations.IdsAfter(prune.After).Take(prune.Limit).ToList();
            foreach (var id in ids)
            {
                conversations.Read(id, one =>
                {
                    var handled = _handlers.Values
                        .Select(handler => HasWalkedPast(handler, id) ? PositionOf(handler, id, one.Mark ?? one.Version) : 0)
                        .Append(one.Version)
                        .Min();
                    one.Prune(handled, now - prune.KeepFor);
                    one.Prune(one.Version, now - prune.MaxRetention);
                    return true;
                });
            }

            return ids.Count < prune.Limit ? null : ids[^1];
        }
    }

    private Dictionary<ConversationId, DeliveryRow> RowsOf(string name) => _rows.GetValueOrDefault(name) ?? [];
}
