using Conversations.Storage;
using Npgsql;

namespace Conversations;

/// <content>Wake-ups between hosts, by NOTIFY and LISTEN.</content>
public sealed partial class PostgreSqlConversationStore : IStoreWakeUps
{
    /// <summary>
    /// Notifies the other hosts, in a channel with the name of the schema. It is a transaction of its own: a transaction with a NOTIFY takes a lock of the whole
    /// database for its commit, and commits of messages would wait for one another.
    /// </summary>
    private const string WakeSql =
        """
        SELECT true FROM (
            SELECT 1 FROM @schema.delivery_hosts o
            WHERE o.host_id <> @host AND o.alive_until > clock_timestamp() AND NOT o.handlers <@ @handlers
            LIMIT 1) h
        CROSS JOIN pg_notify(@channel, @payload) n
        """;

    private const string NotifySql = "SELECT pg_notify(@channel, @payload)";

    private const string ListenSql = "LISTEN @schema";

    /// <summary>A session goes back to the pool as it came.</summary>
    private const string UnlistenSql = "UNLISTEN @schema";

    /// <summary>How many connections a pool must allow so that two of them can listen: one for handlers, one for watches.</summary>
    private const int LeastPoolToListen = 4;

    /// <summary>What the payload of a note for watches begins with. That of a wake-up of handlers is the id of a host, which cannot begin so.</summary>
    private const char NotePrefix = 'w';

    private static readonly TimeSpan _probesFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _checksConnectionEvery = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public Task<bool> WakeAsync(DeliveryHost host, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        return ReadAsync(
            session => session.FirstAsync(
                WakeSql,
                static (ref _) => true,
                ("host", host.Id),
                ("handlers", host.Handlers.ToArray()),
                ("channel", _options.Schema),
                ("payload", host.Id.ToString("N"))),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task ListenAsync(Guid hostId, Action woken, CancellationToken cancellationToken = default) =>
        ListenAsync(hostId.ToString("N"), woken, cancellationToken);

    /// <summary>Listens for what is notified with payloads of the same kind as the host's own one, and is not that one.</summary>
    private async Task ListenAsync(string own, Action woken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(woken);
        CheckAlive(cancellationToken);
        if (_database.MaxPoolSize < LeastPoolToListen)
            return;

        try
        {
            var connection = await _database.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var closingConnection = connection.ConfigureAwait(false);
            await SessionOn(connection, cancellationToken).RunAsync(ListenSql).ConfigureAwait(false);
            try
            {
                await ListenOnAsync(connection, own, woken, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await StopListeningAsync(connection).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (PostgreSqlErrors.IsOfDriver(error))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgreSqlErrors.ToStorageException(error);
        }
    }

    /// <summary>Listens on a connection, after a probe has shown that what others send arrives there.</summary>
    private async Task ListenOnAsync(NpgsqlConnection connection, string own, Action woken, CancellationToken cancellationToken)
    {
        var (isForNotes, hasArrived) = (own[0] == NotePrefix, false);
        var probe = isForNotes ? NotePayload(Guid.NewGuid()) : Guid.NewGuid().ToString("N");
        void OnNotification(object sender, NpgsqlNotificationEventArgs told)
        {
            if (told.Payload == probe)
                hasArrived = true;
            else if (told.Channel == _options.Schema && told.Payload != own && told.Payload.StartsWith(NotePrefix) == isForNotes)
                woken();
        }

        connection.Notification += OnNotification;
        try
        {
            // A pooler gives the session to others between two transactions, and what arrives there for this host is lost.
            await ReadAsync(session => session.FirstAsync(NotifySql, static (ref _) => true, ("channel", _options.Schema), ("payload", probe)), cancellationToken)
                .ConfigureAwait(false);
            while (!hasArrived)
            {
                if (!await connection.WaitAsync(_probesFor, cancellationToken).ConfigureAwait(false))
                    return;
            }

            woken();
            while (true)
            {
                // A connection that a firewall forgot looks as if nothing were told.
                if (!await connection.WaitAsync(_checksConnectionEvery, cancellationToken).ConfigureAwait(false))
                    await ReadClockAsync(SessionOn(connection, cancellationToken)).ConfigureAwait(false);
            }
        }
        finally
        {
            connection.Notification -= OnNotification;
        }
    }

    private async Task StopListeningAsync(NpgsqlConnection connection)
    {
        try
        {
            await SessionOn(connection, CancellationToken.None).RunAsync(UnlistenSql).ConfigureAwait(false);
        }
        catch (Exception error) when (PostgreSqlErrors.IsOfDriver(error) || error is InvalidOperationException)
        {
            // The connection is broken, so no other call gets it.
        }
    }

    private PostgreSqlSession SessionOn(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        new(connection, _database.Statements, cancellationToken);
}
