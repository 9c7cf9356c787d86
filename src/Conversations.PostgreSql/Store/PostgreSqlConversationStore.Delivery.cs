using Conversations.Storage;

namespace Conversations;

/// <content>Delivery of changes to handlers: hosts, and what there is to do.</content>
/// <remarks>
/// Locks are taken in one order: the table of handlers, conversations by id, rows of handlers by conversation and handler. A statement whose result
/// depends on rows that are locked follows the one that locks them, because only then it sees what was committed while it waited.
/// </remarks>
public sealed partial class PostgreSqlConversationStore : IDeliveryStore
{
    /// <summary>How long the row of a host is kept that does not end its stay. It only has to be longer than a host can take between two statements.</summary>
    private static readonly TimeSpan _keepsHosts = TimeSpan.FromHours(1);

    /// <summary>The clock that leases and due times are compared with. It is read before the statements that use it, which are given its time as a constant.</summary>
    private const string ClockSql = "SELECT clock_timestamp()";

    private const string TickSql = "SELECT * FROM @schema.tick_delivery(@host, @names, @aliveFor::interval, @keepsHosts, @lockWait)";

    private const string EndHostSql = "DELETE FROM @schema.delivery_hosts WHERE host_id = @host";

    /// <summary>The condition that no living host has the lease of "d".</summary>
    private const string IsFree = "(d.owner IS NULL OR NOT EXISTS (SELECT 1 FROM @schema.delivery_hosts o WHERE o.host_id = d.owner AND o.alive_until > @now))";

    /// <summary>The condition that the handler "h" has a position in the conversation "c" without a row.</summary>
    private const string HasWalkedPast = "(h.walked_to IS NULL OR c.conversation_id <= h.walked_to)";

    private const string FindWorkSql = "SELECT * FROM @schema.find_deliveries(@host, @handlers, @limit)";

    /// <inheritdoc/>
    public async Task<DeliveryTick> TickAsync(DeliveryHost host, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        CheckAlive(cancellationToken);
        var rows = await _database.WriteOnceAsync(
            (session, budget) => session.AllAsync(
                TickSql,
                static (ref row) => (Now: row.NextTime(), WasAlive: row.NextBoolean(), Handler: row.IsNextNull ? null : ReadHandler(ref row)),
                ("host", host.Id),
                ("names", host.Handlers.ToArray()),
                ("aliveFor", host.AliveFor > TimeSpan.Zero ? host.AliveFor : null),
                ("keepsHosts", _keepsHosts),
                ("lockWait", budget.LockWait)),
            new(_options.LockTimeout),
            cancellationToken).ConfigureAwait(false);
        return new(rows[0].Now, rows[0].WasAlive, [.. rows.Select(row => row.Handler).OfType<HandlerRow>()]);
    }

    /// <inheritdoc/>
    public Task EndHostAsync(Guid hostId, CancellationToken cancellationToken = default) =>
        WriteAsync(session => session.RunAsync(EndHostSql, ("host", hostId)), cancellationToken);

    /// <inheritdoc/>
    public Task<DeliveryWork> FindWorkAsync(DeliveryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadAsync(
            async session =>
            {
                var rows = await session.AllAsync(
                    FindWorkSql,
                    static (ref row) => new DeliveryKey(row.NextText(), row.NextConversation()),
                    ("handlers", query.Handlers.ToArray()),
                    ("host", query.HostId),
                    ("limit", query.Limit)).ConfigureAwait(false);
                return new DeliveryWork(
                    [.. rows.Where(key => key.Handler.Length > 0)], [.. rows.Where(key => key.Handler.Length == 0).Select(key => key.ConversationId)]);
            },
            cancellationToken);
    }

    private static HandlerRow ReadHandler(ref RowReader row) =>
        new(row.NextText(), row.NextText(), row.NextInt64(), row.NextTextOrNull(), row.NextTime());

    private static Task<DateTimeOffset> ReadClockAsync(PostgreSqlSession session) => session.FirstAsync(ClockSql, static (ref row) => row.NextTime());

    private Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => ReadAsync(ReadClockAsync, cancellationToken);

    /// <summary>Writes by statements that are one round trip and one transaction, and are safe to run twice.</summary>
    private Task<List<T>> WriteTogetherAsync<T>(
        string? lockSql, IReadOnlyList<string> sql, RowMap<T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        WriteTogetherAsync(new RetryBudget(_options.LockTimeout), lockSql, sql, map, cancellationToken, values);

    private Task<List<T>> WriteTogetherAsync<T>(
        RetryBudget budget, string? lockSql, IReadOnlyList<string> sql, RowMap<T> map, CancellationToken cancellationToken,
        params (string Name, object? Value)[] values)
    {
        CheckAlive(cancellationToken);
        return _database.WriteOnceAsync(
            (session, limits) => session.WriteTogetherAsync(PostgreSqlDatabase.Limits(limits), lockSql, sql, map, values), budget, cancellationToken);
    }
}
