using System.Globalization;
using Conversations.Storage;

namespace Conversations;

/// <content>Which conversations have changed, and who watches them.</content>
public sealed partial class SqliteConversationStore : IWatchStore
{
    private const string ReadVersionsSql =
        "SELECT c.id, c.version FROM json_each($ids) i CROSS JOIN conversations c ON c.id = i.value";

    private const string ReadViewersSql =
        $"""
        SELECT k.key, {ParticipantColumns}, {Unread}, (
            SELECT json_group_array(json_array(r.sequence, r.emoji)) FROM json_each('[' || (k.value ->> 2) || ']') s
            CROSS JOIN reactions r ON r.conversation = c.number AND r.sequence = s.value AND r.user_id = p.user_id)
        FROM json_each($keys) k
        CROSS JOIN conversations c ON c.id = k.value ->> 0 AND c.state = 1
        CROSS JOIN participants p ON p.conversation = c.number AND p.user_id = k.value ->> 1 AND p.ended_at IS NULL
        """;

    /// <summary>
    /// Reads the participants of small conversations and looks up each user in large ones, and does the same with those who were removed. The "+" keeps
    /// SQLite from looking up users in the first and the third part. The order of the joins is fixed.
    /// </summary>
    private const string FindMembersSql =
        $"""
        SELECT {OfMember}, p.user_id, NULL
        FROM {Ranges} AND c.state = 1 AND c.participant_count <= $count
        CROSS JOIN participants p INDEXED BY participants_earliest ON p.conversation = c.number AND p.ended_at IS NULL
        WHERE +p.user_id IN (SELECT u.value FROM json_each($users) u)
        UNION ALL
        SELECT {OfMember}, p.user_id, NULL
        FROM {Ranges} AND c.state = 1 AND c.participant_count > $count
        CROSS JOIN json_each($users) u
        CROSS JOIN participants p ON p.conversation = c.number AND p.user_id = u.value AND p.ended_at IS NULL
        UNION ALL
        SELECT {OfMember}, d.user_id, d.version
        FROM {Ranges} AND NOT {HasManyDepartures}
        CROSS JOIN departures d INDEXED BY departures_version ON d.conversation = c.number AND d.version > CAST(r.value ->> 1 AS INTEGER)
        WHERE +d.user_id IN (SELECT u.value FROM json_each($users) u) AND {HasDeparted}
        UNION ALL
        SELECT {OfMember}, d.user_id, d.version
        FROM {Ranges} AND {HasManyDepartures}
        CROSS JOIN json_each($users) u
        CROSS JOIN departures d ON d.conversation = c.number AND d.user_id = u.value AND d.version > CAST(r.value ->> 1 AS INTEGER)
        WHERE {HasDeparted}
        """;

    /// <summary>
    /// Reads the same without the users, who are many: SQLite would need longer to read them than to read the participants. A conversation that has more
    /// participants or removed users than there are users is only named, with the version -1.
    /// </summary>
    private const string ListMembersSql =
        $"""
        SELECT {OfMember}, p.user_id, NULL
        FROM {Ranges} AND c.state = 1 AND c.participant_count <= $count
        CROSS JOIN participants p INDEXED BY participants_earliest ON p.conversation = c.number AND p.ended_at IS NULL
        UNION ALL
        SELECT {OfMember}, d.user_id, d.version
        FROM {Ranges} AND NOT {HasManyDepartures}
        CROSS JOIN departures d INDEXED BY departures_version ON d.conversation = c.number AND d.version > CAST(r.value ->> 1 AS INTEGER)
        WHERE {HasDeparted}
        UNION ALL
        SELECT c.id, -1, 0, c.id, NULL
        FROM {Ranges} AND ((c.state = 1 AND c.participant_count > $count) OR {HasManyDepartures})
        """;

    private const string OfMember = "c.id, c.version, c.changed_after";

    private const string Ranges = "json_each($ranges) r CROSS JOIN conversations c ON c.id = r.value ->> 0";

    /// <summary>The condition that more users were removed from "c" after the version of the range than $count.</summary>
    private const string HasManyDepartures =
        """
        ((SELECT 1 FROM departures e INDEXED BY departures_version
            WHERE e.conversation = c.number AND e.version > CAST(r.value ->> 1 AS INTEGER) LIMIT 1 OFFSET $count + 0) IS NOT NULL)
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<ConversationId, long>> ReadVersionsAsync(
        IReadOnlyCollection<ConversationId> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ReadAsync<IReadOnlyDictionary<ConversationId, long>>(
            session => session.All(ReadVersionsSql, ReadVersion, ("$ids", ToJson(ids.Select(id => id.Value)))).ToDictionary(),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WatchingViewer?>> ReadViewersAsync(IReadOnlyList<ViewerKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return ReadAsync<IReadOnlyList<WatchingViewer?>>(
            session =>
            {
                var viewers = new WatchingViewer?[keys.Count];
                foreach (var (place, viewer) in session.All(ReadViewersSql, ConversationReader.ReadViewer, ("$keys", ToJson(keys))))
                    viewers[place] = viewer;

                return viewers;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WatchingMember>> FindMembersAsync(
        IReadOnlyList<DeliveryRange> ranges, IReadOnlyCollection<UserId> users, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        ArgumentNullException.ThrowIfNull(users);
        return ReadAsync<IReadOnlyList<WatchingMember>>(
            session => users.Count <= MemberReader.MostUsersToSend ? FindMembers(session, ranges, users) : ListMembers(session, ranges, users), cancellationToken);
    }

    private static List<WatchingMember> FindMembers(SqliteSession session, IEnumerable<DeliveryRange> ranges, IReadOnlyCollection<UserId> users) =>
        session.All(FindMembersSql, MemberReader.Read, ("$ranges", ToJson(ranges)), ("$count", users.Count), ("$users", ToJson(users)));

    private static List<WatchingMember> ListMembers(SqliteSession session, IReadOnlyList<DeliveryRange> ranges, IReadOnlyCollection<UserId> users)
    {
        var listed = session.All(ListMembersSql, MemberReader.Read, ("$ranges", ToJson(ranges)), ("$count", users.Count));
        var (members, large) = MemberReader.Select(listed, ranges, users);
        if (large.Count > 0)
            members.AddRange(FindMembers(session, large, users));

        return members;
    }

    private static KeyValuePair<ConversationId, long> ReadVersion(ref RowReader row) => new(row.NextConversation(), row.NextInt64());

    /// <summary>Writes keys as arrays of conversation, user and the sequences with commas between.</summary>
    private static string ToJson(IEnumerable<ViewerKey> keys) =>
        ToJsonArray(keys.Select(key => ToJson([key.ConversationId.Value, key.UserId.Value, string.Join(',', key.Reacted)])));

    /// <summary>Writes ranges as arrays of conversation and version.</summary>
    private static string ToJson(IEnumerable<DeliveryRange> ranges) => ToJsonArray(ranges.Select(range => ToJson([range.ConversationId.Value, Text(range.After)])));

    private static string ToJsonArray(IEnumerable<string> items) => $"[{string.Join(',', items)}]";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
