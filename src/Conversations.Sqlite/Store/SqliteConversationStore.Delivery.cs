using Conversations.Storage;

namespace Conversations;

/// <content>Keeps the hosts and the handlers that deliver changes.</content>
public sealed partial class SqliteConversationStore
{
    private const string IsAliveSql = "SELECT 1 FROM delivery_hosts WHERE host = $host AND alive_until > $now";

    private const string RemoveDeadSql = "DELETE FROM delivery_hosts WHERE alive_until <= $now";

    private const string SetHostSql =
        """
        INSERT INTO delivery_hosts (host, alive_until) VALUES ($host, $until)
        ON CONFLICT (host) DO UPDATE SET alive_until = excluded.alive_until
        """;

    private const string EndHostSql = "DELETE FROM delivery_hosts WHERE host = $host";

    private const string RunHandlersSql =
        "UPDATE delivery_handlers SET last_run_at = $now WHERE name IN (SELECT value FROM json_each($handlers))";

    private const string ListHandlersSql = "SELECT h.name, h.state, h.version, h.walked_to, h.last_run_at FROM delivery_handlers h ORDER BY h.name";

    private const string AddHandlerSql =
        """
        INSERT INTO delivery_handlers (name, state, version, walked_to, last_run_at) VALUES ($name, $state, 1, $walkedTo, $now)
        ON CONFLICT (name) DO NOTHING
        """;

    private const string HasOtherHandlersSql = "SELECT 1 FROM delivery_handlers h WHERE h.name <> $name LIMIT 1";

    private const string RemoveMarksSql = "UPDATE conversations INDEXED BY conversations_pending SET pending = NULL WHERE pending IS NOT NULL";

    private const string BeginAtEndSql =
        """
        INSERT INTO deliveries (handler, conversation, position, fence, attempts, is_parked)
        SELECT $name, c.number, c.version, 0, 0, 0 FROM conversations c INDEXED BY conversations_pending WHERE c.pending IS NOT NULL
        """;

    private const string SetHandlerSql =
        "UPDATE delivery_handlers SET state = $state, version = version + 1 WHERE name = $name AND version = $expected";

    private const string RemoveHandlerSql = "DELETE FROM delivery_handlers WHERE name = $name";

    private const string RemoveRowsSql =
        """
        DELETE FROM deliveries
        WHERE handler = $name AND conversation IN (SELECT r.conversation FROM deliveries r WHERE r.handler = $name LIMIT $limit + 0)
        """;

    /// <inheritdoc/>
    public Task<DeliveryTick> TickAsync(DeliveryHost host, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        return WriteAsync(
            session =>
            {
                var (id, now) = (host.Id.ToColumn(), Now);
                var wasAlive = IsAlive(session, id, now);
                session.Run(RemoveDeadSql, ("$now", now));
                if (host.AliveFor > TimeSpan.Zero)
                    session.Run(SetHostSql, ("$host", id), ("$until", now + (long)host.AliveFor.TotalMilliseconds));

                session.Run(RunHandlersSql, ("$now", now), ("$handlers", ToJson(host.Handlers)));
                return new DeliveryTick(DateTimeOffset.FromUnixTimeMilliseconds(now), wasAlive, session.All(ListHandlersSql, ReadHandler));
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task EndHostAsync(Guid hostId, CancellationToken cancellationToken = default) =>
        WriteAsync(session => session.Run(EndHostSql, ("$host", hostId.ToColumn())), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryAddHandlerAsync(string name, string state, bool walks, CancellationToken cancellationToken = default) => WriteAsync(
        session =>
        {
            if (session.Run(AddHandlerSql, ("$name", name), ("$state", state), ("$walkedTo", walks ? "" : null), ("$now", Now)) == 0)
                return false;

            // The removal of an earlier handler with this name may not have come to its end.
            while (RemoveRows(session, name))
            {
            }

            // Without other handlers, the marks tell nothing. They are many if the app had no handler until now.
            if (!session.First(HasOtherHandlersSql, static (ref _) => true, ("$name", name)))
                session.Run(RemoveMarksSql);
            else if (!walks)
                session.Run(BeginAtEndSql, ("$name", name));

            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TrySetHandlerAsync(string name, string state, long expectedVersion, CancellationToken cancellationToken = default) => WriteAsync(
        session => session.Run(SetHandlerSql, ("$state", state), ("$name", name), ("$expected", expectedVersion)) == 1, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RemoveHandlerAsync(string name, CancellationToken cancellationToken = default) => WriteAsync(
        session =>
        {
            session.Run(RemoveHandlerSql, ("$name", name));
            return RemoveRows(session, name);
        },
        cancellationToken);

    /// <summary>Removes a bounded number of rows of a handler.</summary>
    /// <returns>Whether there may be more to remove.</returns>
    private static bool RemoveRows(SqliteSession session, string name) =>
        session.Run(RemoveRowsSql, ("$name", name), ("$limit", BatchSize)) == BatchSize;

    private static bool IsAlive(SqliteSession session, string host, long now) =>
        session.First(IsAliveSql, static (ref _) => true, ("$host", host), ("$now", now));

    private static HandlerRow ReadHandler(ref RowReader row) =>
        new(row.NextText(), row.NextText(), row.NextInt64(), row.NextTextOrNull(), row.NextTime());
}
