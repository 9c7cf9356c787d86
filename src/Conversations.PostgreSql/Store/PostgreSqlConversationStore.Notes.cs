using Conversations.Storage;

namespace Conversations;

/// <content>What hosts tell the watches of other hosts, in tables that are not logged.</content>
public sealed partial class PostgreSqlConversationStore : IWatchWakeUps
{
    private const int MostNotes = 1_000;

    private const string SayWatchingSql =
        """
        INSERT INTO @schema.watch_hosts AS w (host_id, alive_until) SELECT @host, clock_timestamp() + @duration
        ON CONFLICT ON CONSTRAINT watch_hosts_key DO UPDATE SET alive_until = excluded.alive_until
        """;

    private const string GoOfflineSql = "DELETE FROM @schema.watch_online WHERE host_id = @host AND user_id = ANY (@went)";

    private const string ComeOnlineSql =
        """
        INSERT INTO @schema.watch_online (user_id, host_id) SELECT u.user_id, @host FROM unnest(@came) AS u (user_id)
        ON CONFLICT ON CONSTRAINT watch_online_key DO NOTHING
        """;

    /// <summary>Removes a host, and with it the users who are online there: the database does that.</summary>
    private const string ForgetWatchingSql = "DELETE FROM @schema.watch_hosts WHERE host_id = @host";

    /// <summary>A host that is late for less than a minute finds its users as they were.</summary>
    private const string ForgetDeadWatchingSql = "DELETE FROM @schema.watch_hosts WHERE alive_until < now() - interval '1 minute' AND host_id <> @host";

    private const string RemoveNotesSql =
        $"""
        {TellingHosts}
        DELETE FROM @schema.watch_notes n USING hosts h WHERE n.host_id = h.host_id AND n.at < now() - interval '2 minutes'
        """;

    /// <summary>Finds the hosts that have told something by one step in the index for each.</summary>
    private const string TellingHosts =
        """
        WITH RECURSIVE hosts AS (
            (SELECT o.host_id FROM @schema.watch_notes o ORDER BY o.host_id LIMIT 1)
            UNION ALL
            SELECT (SELECT o.host_id FROM @schema.watch_notes o WHERE o.host_id > h.host_id ORDER BY o.host_id LIMIT 1)
            FROM hosts h WHERE h.host_id IS NOT NULL)
        """;

    /// <summary>
    /// Stores a note and notifies the other hosts. It is a transaction of its own, as that of <see cref="WakeSql"/> is. A try after a lost answer finds the
    /// note, and tells the same.
    /// </summary>
    private const string TellSql =
        """
        INSERT INTO @schema.watch_notes (host_id, number, at, note)
        SELECT @host, @number, date_trunc('milliseconds', clock_timestamp()), @note
        WHERE EXISTS (SELECT 1 FROM @schema.watch_hosts w WHERE w.host_id <> @host AND w.alive_until > clock_timestamp())
        ON CONFLICT ON CONSTRAINT watch_notes_key DO UPDATE SET note = excluded.note
        RETURNING pg_notify(@channel, @payload)
        """;

    /// <summary>Reads the notes of each host after its position, or since a time.</summary>
    private static readonly string _readNotesSql =
        $"""
        {TellingHosts}
        SELECT h.host_id, n.number, n.note
        FROM hosts h
        LEFT JOIN unnest(@hosts, @numbers) AS k (host_id, number) ON k.host_id = h.host_id
        CROSS JOIN LATERAL (
            (SELECT o.number, o.note FROM @schema.watch_notes o
            WHERE o.host_id = h.host_id AND o.number > k.number ORDER BY o.number LIMIT {Number(MostNotes)})
            UNION ALL
            (SELECT o.number, o.note FROM @schema.watch_notes o
            WHERE k.number IS NULL AND o.host_id = h.host_id AND o.at >= @since ORDER BY o.at, o.number LIMIT {Number(MostNotes)})) n
        WHERE h.host_id <> @host
        ORDER BY h.host_id, n.number LIMIT {Number(MostNotes)}
        """;

    private const string FindOnlineSql =
        """
        SELECT u.user_id FROM unnest(@users) AS u (user_id)
        WHERE (
            SELECT true FROM @schema.watch_online o JOIN @schema.watch_hosts w ON w.host_id = o.host_id AND w.alive_until > clock_timestamp()
            WHERE o.user_id = u.user_id LIMIT 1)
        """;

    /// <inheritdoc/>
    public Task SayWatchingAsync(
        Guid hostId,
        TimeSpan duration,
        IReadOnlyCollection<UserId> came,
        IReadOnlyCollection<UserId> went,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(came);
        ArgumentNullException.ThrowIfNull(went);
        var isWatching = duration > TimeSpan.Zero;
        List<string> sql = [isWatching ? SayWatchingSql : ForgetWatchingSql];
        if (isWatching && went.Count > 0)
            sql.Add(GoOfflineSql);
        if (isWatching && came.Count > 0)
            sql.Add(ComeOnlineSql);

        return WriteTogetherAsync(
            lockSql: null,
            [.. sql, ForgetDeadWatchingSql, RemoveNotesSql],
            static (ref _) => true,
            cancellationToken,
            ("host", hostId),
            ("duration", duration),
            ("went", went.ToColumn()),
            ("came", came.Distinct().ToColumn()));
    }

    /// <inheritdoc/>
    public Task<bool> TellAsync(Guid hostId, long number, string note, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        CheckAlive(cancellationToken);
        return _database.WriteOnceAsync(
            TellSql,
            static (ref _) => true,
            cancellationToken,
            ("host", hostId),
            ("number", number),
            ("note", note),
            ("channel", _options.Schema),
            ("payload", NotePayload(hostId)));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WatchNote>> ReadNotesAsync(
        Guid hostId, IReadOnlyDictionary<Guid, long> positions, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(positions);
        return ReadAsync<IReadOnlyList<WatchNote>>(
            async session => await session.AllAsync(
                _readNotesSql,
                static (ref row) => new WatchNote(row.NextGuid(), row.NextInt64(), row.NextText()),
                ("host", hostId),
                ("hosts", positions.Keys.ToArray()),
                ("numbers", positions.Values.ToArray()),
                ("since", since.ToUniversalTime())).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<UserId>> FindOnlineAsync(IReadOnlyCollection<UserId> users, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(users);
        return ReadAsync<IReadOnlyList<UserId>>(
            async session => await session.AllAsync(
                FindOnlineSql, static (ref row) => row.NextUser(), ("users", users.Distinct().ToColumn())).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task ListenToNotesAsync(Guid hostId, Action woken, CancellationToken cancellationToken = default) =>
        ListenAsync(NotePayload(hostId), woken, cancellationToken);

    private static string NotePayload(Guid hostId) => $"{NotePrefix}{hostId:N}";
}
