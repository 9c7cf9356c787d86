using Conversations.Storage;

namespace Conversations;

/// <content>The resume index: when the conversations of a user have changed, and which of them the user no longer takes part in.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>How many departures one call removes at most because of their age.</summary>
    private const int MostDepartures = 10_000;

    /// <summary>Moves all participants. Every commit that raises a version does so if the last move is old enough.</summary>
    private static readonly string[] _moveChangedSql =
    [
        "UPDATE @schema.participants SET changed_at = @now WHERE conversation_id = @id AND ended_at IS NULL",
        "UPDATE @schema.conversations SET changed_at = @now, changed_after = @before WHERE conversation_id = @id",
    ];

    private const string DepartSql = $"{Depart} AND p.user_id = @user {KeepsNewest}";

    private const string DepartAllSql = $"{Depart} {KeepsNewest}";

    private const string Depart =
        """
        INSERT INTO @schema.departures AS d (conversation_id, user_id, version, at)
        SELECT p.conversation_id, p.user_id, @version, @now FROM @schema.participants p WHERE p.conversation_id = @id AND p.ended_at IS NULL
        """;

    private const string KeepsNewest = "ON CONFLICT ON CONSTRAINT departures_key DO UPDATE SET version = excluded.version, at = excluded.at";

    /// <summary>The sentinel row of departures has the time up to which others were removed.</summary>
    private const string ReadTimeSql =
        """
        SELECT date_trunc('milliseconds', clock_timestamp()), (
            SELECT d.at FROM @schema.departures d WHERE d.conversation_id = '' AND d.user_id = '')
        """;

    /// <summary>
    /// Whether the user of "d" takes part in the conversation of "d" at present. As a subquery with a limit it is one lookup for each row: the planner would
    /// read whole tables for a join. Whether the participation has ended is no condition of the lookup: then the planner might use an index of those who are
    /// present, in which the user is not the second column, and read all of them.
    /// </summary>
    private const string TakesPart =
        """
        (SELECT e.state = 1 AND q.ended_at IS NULL FROM @schema.conversations e
        JOIN @schema.participants q ON q.conversation_id = d.conversation_id AND q.user_id = d.user_id
        WHERE e.conversation_id = d.conversation_id LIMIT 1)
        """;

    /// <summary>Walks two indexes for each user, each in the order of the list and no further than the list goes.</summary>
    private const string ListChangedSql =
        $"""
        SELECT w.user_id, l.conversation_id, l.at, l.version, l.changed_after, l.has_ended
        FROM unnest(@users, @since, @after) AS w (user_id, since, after)
        CROSS JOIN LATERAL (
            SELECT * FROM (
                (SELECT p.conversation_id, p.changed_at AS at, c.version, c.changed_after, false AS has_ended
                FROM @schema.participants p
                {JoinOfChanged}
                WHERE NOT p.ended_by_app AND p.user_id = w.user_id AND p.ended_at IS NULL AND (p.changed_at, p.conversation_id) > (w.since, w.after)
                ORDER BY p.changed_at, p.conversation_id LIMIT @limit)
                UNION ALL
                (SELECT d.conversation_id, d.at, d.version, 0::bigint, true
                FROM @schema.departures d
                WHERE d.user_id = w.user_id AND (d.at, d.conversation_id) > (w.since, w.after) AND {TakesPart} IS NOT TRUE
                ORDER BY d.at, d.conversation_id LIMIT @limit)) b
            ORDER BY b.at, b.conversation_id LIMIT @limit) l
        """;

    private const string JoinOfChanged =
        """
        JOIN LATERAL (
            SELECT e.version, e.changed_after FROM @schema.conversations e WHERE e.conversation_id = p.conversation_id AND e.state = 1 LIMIT 1) c ON true
        """;

    private const string Ranges =
        """
        unnest(@conversations, @after) AS r (conversation_id, after)
        CROSS JOIN LATERAL (
            SELECT e.conversation_id, e.version, e.changed_after FROM @schema.conversations e WHERE e.conversation_id = r.conversation_id LIMIT 1) c
        """;

    /// <summary>The departures of "r" after its version.</summary>
    private const string DeparturesOfRange =
        "@schema.departures d WHERE d.conversation_id = r.conversation_id AND d.version > r.after AND d.version > 0 ORDER BY d.version";

    private const string HasMoreDepartures = $"(SELECT true FROM {DeparturesOfRange} OFFSET @count LIMIT 1)";

    /// <summary>
    /// Reads the participants of a conversation, or looks up one user after the other, whichever are fewer, and likewise those who departed. The limits keep
    /// the planner from choosing another way.
    /// </summary>
    private static readonly string _findMembersSql =
        $"""
        SELECT c.conversation_id, c.version, c.changed_after, p.user_id, NULL::bigint
        FROM @schema.conversations c
        CROSS JOIN LATERAL (
            SELECT o.user_id FROM @schema.participants o WHERE o.conversation_id = c.conversation_id AND o.ended_at IS NULL LIMIT @count) p
        WHERE c.conversation_id = ANY (@conversations) AND c.state = 1 AND c.participant_count <= @count AND {IsWanted("p")}
        UNION ALL
        SELECT c.conversation_id, c.version, c.changed_after, u.user_id, NULL::bigint
        FROM @schema.conversations c
        CROSS JOIN unnest(@users) AS u (user_id)
        CROSS JOIN LATERAL (
            SELECT o.ended_at FROM @schema.participants o WHERE o.conversation_id = c.conversation_id AND o.user_id = u.user_id LIMIT 1) p
        WHERE c.conversation_id = ANY (@conversations) AND c.state = 1 AND c.participant_count > @count AND p.ended_at IS NULL
        UNION ALL
        SELECT c.conversation_id, c.version, c.changed_after, d.user_id, d.version
        FROM {Ranges}
        CROSS JOIN LATERAL (SELECT d.conversation_id, d.user_id, d.version FROM {DeparturesOfRange} LIMIT @count) d
        WHERE {HasMoreDepartures} IS NOT TRUE AND {IsWanted("d")} AND {TakesPart} IS NOT TRUE
        UNION ALL
        SELECT c.conversation_id, c.version, c.changed_after, d.user_id, d.version
        FROM {Ranges}
        CROSS JOIN unnest(@users) AS u (user_id)
        CROSS JOIN LATERAL (
            SELECT o.conversation_id, o.user_id, o.version FROM @schema.departures o
            WHERE o.conversation_id = r.conversation_id AND o.user_id = u.user_id LIMIT 1) d
        WHERE {HasMoreDepartures} AND d.version > r.after AND {TakesPart} IS NOT TRUE
        """;

    /// <summary>
    /// Reads the same without the users, who are many: the server would need longer to read them than to read the participants. A conversation that has more
    /// participants or departures than there are users is only named, with the version -1.
    /// </summary>
    private const string ListMembersSql =
        $"""
        SELECT c.conversation_id, c.version, c.changed_after, p.user_id, NULL::bigint
        FROM @schema.conversations c
        CROSS JOIN LATERAL (
            SELECT o.user_id FROM @schema.participants o WHERE o.conversation_id = c.conversation_id AND o.ended_at IS NULL LIMIT @count) p
        WHERE c.conversation_id = ANY (@conversations) AND c.state = 1 AND c.participant_count <= @count
        UNION ALL
        SELECT c.conversation_id, c.version, c.changed_after, d.user_id, d.version
        FROM {Ranges}
        CROSS JOIN LATERAL (SELECT d.conversation_id, d.user_id, d.version FROM {DeparturesOfRange} LIMIT @count) d
        WHERE {TakesPart} IS NOT TRUE
        UNION ALL
        SELECT c.conversation_id, -1, 0, c.conversation_id, NULL::bigint
        FROM {Ranges}
        WHERE {HasMoreDepartures} OR (
            SELECT true FROM @schema.conversations e WHERE e.conversation_id = r.conversation_id AND e.state = 1 AND e.participant_count > @count LIMIT 1)
        """;

    /// <summary>The condition that a departure is old, and not the sentinel.</summary>
    private const string IsOldDeparture = "o.at < @from AND o.conversation_id <> ''";

    private const string HasOldDeparturesSql = $"SELECT true FROM @schema.departures o WHERE {IsOldDeparture} ORDER BY o.at LIMIT 1";

    /// <summary>The time up to which departures are removed is kept before they are.</summary>
    private static readonly string[] _pruneDeparturesSql =
    [
        $"""
        INSERT INTO @schema.departures AS d (conversation_id, user_id, version, at)
        SELECT '', '', 0, max(b.at) FROM (
            SELECT o.at FROM @schema.departures o WHERE {IsOldDeparture} ORDER BY o.at LIMIT {Number(MostDepartures)}) b
        HAVING count(*) > 0
        ON CONFLICT ON CONSTRAINT departures_key DO UPDATE SET at = greatest(d.at, excluded.at)
        """,
        $"""
        DELETE FROM @schema.departures d
        USING (
            SELECT o.conversation_id, o.user_id FROM @schema.departures o WHERE {IsOldDeparture} ORDER BY o.at LIMIT {Number(MostDepartures)}) b
        WHERE d.conversation_id = b.conversation_id AND d.user_id = b.user_id AND d.at < @from
            AND d.at <= (SELECT s.at FROM @schema.departures s WHERE s.conversation_id = '' AND s.user_id = '')
        """,
    ];

    /// <inheritdoc/>
    public Task<WatchTime> ReadTimeAsync(CancellationToken cancellationToken = default) => ReadAsync<WatchTime>(
        async session => (await session.FirstAsync(
            ReadTimeSql, static (ref row) => new WatchTime(row.NextTime(), row.NextTimeOrNull())).ConfigureAwait(false))!,
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ChangedConversation>> ListChangedAsync(
        IReadOnlyList<ChangedWindow> windows, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return ReadAsync<IReadOnlyList<ChangedConversation>>(
            async session => await session.AllAsync(
                ListChangedSql,
                ReadChanged,
                ("users", windows.Select(window => window.UserId).ToColumn()),
                ("since", windows.Select(window => window.Since.ToUniversalTime()).ToArray()),
                ("after", windows.Select(window => window.After?.Value ?? "").ToArray()),
                ("limit", limit)).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WatchingMember>> FindMembersAsync(
        IReadOnlyList<DeliveryRange> ranges, IReadOnlyCollection<UserId> users, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        ArgumentNullException.ThrowIfNull(users);
        return ReadAsync<IReadOnlyList<WatchingMember>>(
            async session => users.Count <= MemberReader.MostUsersToSend
                ? await FindMembersAsync(session, _findMembersSql, ranges, users.Count, ("users", users.ToColumn())).ConfigureAwait(false)
                : await ListMembersAsync(session, ranges, users).ConfigureAwait(false),
            cancellationToken);
    }

    private static async Task<List<WatchingMember>> ListMembersAsync(
        PostgreSqlSession session, IReadOnlyList<DeliveryRange> ranges, IReadOnlyCollection<UserId> users)
    {
        var listed = await FindMembersAsync(session, ListMembersSql, ranges, users.Count).ConfigureAwait(false);
        var (members, large) = MemberReader.Select(listed, ranges, users);
        if (large.Count > 0)
            members.AddRange(await FindMembersAsync(session, _findMembersSql, large, users.Count, ("users", users.ToColumn())).ConfigureAwait(false));

        return members;
    }

    private static Task<List<WatchingMember>> FindMembersAsync(
        PostgreSqlSession session, string sql, IReadOnlyList<DeliveryRange> ranges, int count, params (string, object?)[] more) => session.AllAsync(
        sql,
        MemberReader.Read,
        [
            ("conversations", ranges.Select(range => range.ConversationId.Value).ToArray()),
            ("after", ranges.Select(range => range.After).ToArray()),
            ("count", count),
            .. more,
        ]);

    /// <summary>Moves all participants in the resume index if that was not done within the last minute.</summary>
    private static async Task MoveChangedAsync(PostgreSqlSession session, Head head)
    {
        if (!head.MovesChanged)
            return;

        await session.RunTogetherAsync(
            _moveChangedSql, ("now", head.Now), ("before", head.Version), ("id", head.Id.Value)).ConfigureAwait(false);
    }

    /// <summary>The condition that a row is that of one of the users. It is no join, so the server makes a table of the users once and looks each row up.</summary>
    private static string IsWanted(string row) => $"({row}.user_id IN (SELECT u.user_id FROM unnest(@users) AS u (user_id))) IS TRUE";

    private static ChangedConversation ReadChanged(ref RowReader row) =>
        new(row.NextUser(), row.NextConversation(), row.NextTime(), row.NextInt64(), row.NextInt64(), row.NextBoolean());
}
