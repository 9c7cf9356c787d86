using Conversations.Storage;

namespace Conversations;

/// <content>Keeps and lists which conversations of a user have changed.</content>
public sealed partial class SqliteConversationStore
{
    /// <summary>
    /// Sets the time to which a change moves its conversation, if $moved is not null. It is in every statement that raises a version from $before.
    /// </summary>
    private const string Changed = "changed_at = coalesce($moved, changed_at), changed_after = iif($moved IS NULL, changed_after, $before)";

    private const string MoveChangedSql =
        "UPDATE participants SET changed_at = max(changed_at, $moved) WHERE conversation = $conversation AND ended_at IS NULL";

    /// <summary>Sets the time of one participant, who has read or marked something, to $now if it was before $due: another device of the user finds that.</summary>
    private const string MoveOwn = "changed_at = iif(participants.changed_at < $due, $now, participants.changed_at)";

    private const string ReadTimeSql = "SELECT at FROM departures WHERE conversation = 0 AND user_id = ''";

    /// <summary>
    /// Lists the conversations of each window in their order, as an array of JSON: only so can a limit apply to each window. Both parts are read in this
    /// order and merged, so no more rows are read than are listed, apart from those of the same millisecond as the last one.
    /// </summary>
    private static readonly string _listChangedSql =
        $"""
        SELECT w.value ->> 0, r.value ->> 1, r.value ->> 0, r.value ->> 2, r.value ->> 3, r.value ->> 4
        FROM json_each($windows) w
        CROSS JOIN json_each((
            SELECT json_group_array(json_array(at, id, version, changed_after, has_ended)) FROM (
                SELECT p.changed_at AS at, c.id AS id, c.version AS version, c.changed_after AS changed_after, 0 AS has_ended
                FROM participants p INDEXED BY participants_changed
                CROSS JOIN conversations c ON c.number = p.conversation AND c.state = 1
                WHERE p.user_id = w.value ->> 0 AND p.ended_at IS NULL AND {IsAfter("p.changed_at")}
                UNION ALL
                SELECT d.at, c.id, d.version, c.changed_after, 1
                FROM departures d INDEXED BY departures_changed
                CROSS JOIN conversations c ON c.number = d.conversation
                WHERE d.user_id = w.value ->> 0 AND {HasDeparted} AND {IsAfter("d.at")}
                ORDER BY 1, 2
                LIMIT $limit + 0))) r
        """;

    /// <inheritdoc/>
    public Task<WatchTime> ReadTimeAsync(CancellationToken cancellationToken = default)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Now);
        return ReadAsync(session => new WatchTime(now, session.First(ReadTimeSql, static (ref row) => row.NextTimeOrNull())), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ChangedConversation>> ListChangedAsync(
        IReadOnlyList<ChangedWindow> windows, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return ReadAsync<IReadOnlyList<ChangedConversation>>(
            session => session.All(_listChangedSql, ReadChanged, ("$windows", ToJson(windows)), ("$limit", limit)), cancellationToken);
    }

    private static ChangedConversation ReadChanged(ref RowReader row) =>
        new(row.NextUser(), row.NextConversation(), row.NextTime(), row.NextInt64(), row.NextInt64(), row.NextBoolean());

    /// <summary>Returns the condition that a time and the id of "c" are after the place of the window "w". An empty id is before all others.</summary>
    private static string IsAfter(string time) =>
        $"{time} >= CAST(w.value ->> 1 AS INTEGER) AND ({time} > CAST(w.value ->> 1 AS INTEGER) OR c.id > w.value ->> 2)";

    /// <summary>Writes windows as arrays of user, time and conversation.</summary>
    private static string ToJson(IEnumerable<ChangedWindow> windows) => ToJsonArray(windows.Select(
        window => ToJson([window.UserId.Value, Text(window.Since.Milliseconds()), window.After?.Value ?? ""])));

    /// <summary>Returns the time before which a participant's own time is moved.</summary>
    private static long DueBefore(long now) => now - (long)ChangedWindow.MaxLag.TotalMilliseconds;

    /// <summary>Moves the conversation among the changed ones of all participants, unless that was done within the last minute.</summary>
    /// <returns>The time to which they are moved, or null if they are not.</returns>
    private static long? MoveChanged(SqliteSession session, Head head, long now)
    {
        var moved = head.MovedTo(now);
        if (moved is not null)
            session.Run(MoveChangedSql, ("$moved", moved), ("$conversation", head.Number));

        return moved;
    }
}
