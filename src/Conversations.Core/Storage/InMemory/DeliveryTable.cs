namespace Conversations.Storage.InMemory;

/// <summary>
/// The hosts and handlers that deliver changes, and their rows. One lock guards them. Under it, conversations are locked one at a time; a
/// commit, which holds the lock of a conversation, never takes it.
/// </summary>
internal sealed partial class DeliveryTable(
    MarkSet marks, IConversationRows conversations, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, DateTimeOffset> _aliveUntil = [];
    private readonly SortedDictionary<string, HandlerRow> _handlers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<ConversationId, DeliveryRow>> _rows = new(StringComparer.Ordinal);

    /// <summary>The number of the last lease. Rows share it, because a row that was removed and is created again must not repeat a number.</summary>
    private long _lastFence;

    private DateTimeOffset Now => time.GetUtcNow();

    internal DeliveryTick Tick(DeliveryHost host)
    {
        lock (_lock)
        {
            var now = Now;
            var wasAlive = IsAlive(host.Id);
            foreach (var dead in _aliveUntil.Where(one => one.Value <= now).ToList())
                _aliveUntil.Remove(dead.Key);

            if (host.AliveFor > TimeSpan.Zero)
                _aliveUntil[host.Id] = now + host.AliveFor;

            foreach (var row in host.Handlers.Select(_handlers.GetValueOrDefault).OfType<HandlerRow>())
                _handlers[row.Name] = new(row.Name, row.State, row.Version, row.WalkedTo, now);

            return new(now, wasAlive, [.. _handlers.Values]);
        }
    }

    internal void EndHost(Guid hostId)
    {
        lock (_lock)
            _aliveUntil.Remove(hostId);
    }

    internal bool TryAdd(string name, string state, bool walks)
    {
        lock (_lock)
        {
            if (!_handlers.TryAdd(name, new(name, state, 1, walks ? "" : null, Now)))
                return false;

            var rows = _rows[name] = [];
            foreach (var id in walks ? [] : marks.Ids)
                rows[id] = new() { Position = conversations.Read(id, static one => one.Version) };

            return true;
        }
    }

    internal bool TrySet(string name, string state, long expectedVersion)
    {
        lock (_lock)
        {
            if (!_handlers.TryGetValue(name, out var row) || row.Version != expectedVersion)
                return false;

            _handlers[name] = new(name, state, expectedVersion + 1, row.WalkedTo, row.LastRunAt);
            return true;
        }
    }

    internal void Remove(string name)
    {
        lock (_lock)
        {
            _handlers.Remove(name);
            _rows.Remove(name);
        }
    }

    internal bool Walk(string name, long expectedVersion, DateTimeOffset? from, int limit)
    {
        lock (_lock)
        {
            if (!_handlers.TryGetValue(name, out var handler) || handler.WalkedTo is not { } walkedTo)
                return false;

            if (handler.Version != expectedVersion)
                return true;

            var ids = conversations.IdsAfter(walkedTo.Length == 0 ? null : ConversationId.FromStored(walkedTo)).Take(limit).ToList();
            foreach (var id in ids)
                Restart(name, id, from);

            _handlers[name] = Walked(handler, ids.Count < limit ? null : ids[^1].Value);
            return ids.Count == limit;
        }
    }

    internal bool TryRestartWalk(string name, string state, long expectedVersion)
    {
        lock (_lock)
        {
            if (!TrySet(name, state, expectedVersion))
                return false;

            _handlers[name] = Walked(_handlers[name], "");
            return true;
        }
    }

    private void Restart(string name, ConversationId id, DateTimeOffset? from)
    {
        var (start, version) = conversations.Read(id, one => (one.VersionBefore(from), one.Version));
        if (!_rows[name].TryGetValue(id, out var row))
            _rows[name][id] = row = new() { Position = start };

        (row.Position, row.Attempts, row.IsParked, row.Error, row.DueAt) = (start, 0, false, null, start < version ? Now : null);
        (row.TriedTo, row.Aside) = (null, null);
        row.Fence++;
    }

    private bool IsAlive(Guid? hostId) => hostId is { } id && _aliveUntil.TryGetValue(id, out var until) && until > Now;

    private static HandlerRow Walked(HandlerRow row, string? to) => new(row.Name, row.State, row.Version, to, row.LastRunAt);

    private static bool HasWalkedPast(HandlerRow handler, ConversationId id) =>
        handler.WalkedTo is not { } walkedTo || (walkedTo.Length > 0 && id <= ConversationId.FromStored(walkedTo));

    private DeliveryRow? Find(DeliveryKey key) => _rows.GetValueOrDefault(key.Handler)?.GetValueOrDefault(key.ConversationId);
}
