using System.Text.Json;
using Conversations.Storage;

namespace Conversations;

/// <content>Writes and reads the change log.</content>
public sealed partial class SqliteConversationStore
{
    private const string LogSql =
        """
        INSERT INTO changes (conversation, version, kind, at, actor, user_id, users, sequence, revision, emoji)
        VALUES ($conversation, $version, $kind, $at, $actor, $user, $users, $sequence, $revision, $emoji)
        """;

    private const string LogAfterSql = "SELECT number, log_after, version FROM conversations WHERE id = $id";

    /// <summary>
    /// Reads the changes of several logs after a version. Most of them are sent messages, which have no index on the version. Their number after the
    /// version is the number of later versions minus the number of later other changes. They are the last messages of the conversation, so this number
    /// gives the sequence of the first one without a search, and since sequences have no gaps, that of the last one, too.
    /// </summary>
    private const string ListChangesSql =
        """
        WITH
            logs (place, conversation, after, kinds) AS (
                SELECT key, value ->> 0, value ->> 1, value ->> 2 FROM json_each($logs)),
            sent (place, conversation, sequence) AS MATERIALIZED (
                SELECT g.place, g.conversation, c.last_sequence - (c.version - g.after)
                    + (SELECT count(*) FROM changes o WHERE o.conversation = g.conversation AND o.version > g.after)
                FROM logs g CROSS JOIN conversations c ON c.number = g.conversation
                WHERE (g.kinds >> 7) & 1)
        SELECT g.place, l.version, l.kind, l.at, l.actor, l.user_id, l.users, l.sequence, l.revision, l.emoji, m.id
        FROM logs g
        CROSS JOIN changes l ON l.conversation = g.conversation AND l.version IN (
            SELECT h.version FROM changes h
            WHERE h.conversation = g.conversation AND h.version > g.after AND (g.kinds >> h.kind) & 1
            ORDER BY h.version
            LIMIT $limit + 0)
        LEFT JOIN messages m ON m.conversation = l.conversation AND m.sequence = l.sequence
        UNION ALL
        SELECT g.place, s.version, 7, coalesce(s.sent_at, s.created_at), iif(s.actor = '', s.sender_id, s.actor), NULL, NULL, s.sequence, NULL, NULL, s.id
        FROM sent g
        CROSS JOIN messages s ON s.conversation = g.conversation AND s.sequence > g.sequence AND s.sequence <= g.sequence + $limit
        """;

    /// <inheritdoc/>
    public Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default) => ReadTogetherAsync(
        session =>
        {
            var start = session.First(LogAfterSql, static (ref row) => new LogStart(row.NextInt64(), row.NextInt64(), row.NextInt64()), ("$id", id.Value));
            return start is null ? new([], IsPruned: false) : ListChanges(session, [new(id, after, limit)], [start])[0];
        },
        cancellationToken);

    /// <summary>Reads the changes of ranges, each with the start of its log.</summary>
    private static ChangeSlice[] ListChanges(SqliteSession session, IReadOnlyList<DeliveryRange> ranges, IReadOnlyList<LogStart> starts)
    {
        // A deletion also removes the log before it. Rows that were not purged yet must not be read.
        var logs = ranges.Zip(starts, (range, start) =>
            $"[{Text(start.Number)},{Text(Math.Max(range.After, start.After))},{Text(ChangeReader.BitsOf(range.Kinds))}]");
        var changes = session.All(
            ListChangesSql,
            (ref row) => ReadChange(ref row, ranges),
            ("$logs", ToJsonArray(logs)),
            ("$limit", ranges.Count == 0 ? 0 : ranges.Max(range => range.Limit))).ToLookup(line => line.Place, line => line.Change);
        return [.. ranges.Select((range, place) => new ChangeSlice(
            [.. changes[place].OrderBy(change => change.Version).Take(range.Limit)], IsPruned: range.After < starts[place].After))];
    }

    private static (int Place, Change Change) ReadChange(ref RowReader row, IReadOnlyList<DeliveryRange> ranges)
    {
        var place = row.NextInt32();
        return (place, ChangeReader.Read(ref row, ranges[place].ConversationId));
    }

    private static void Log(SqliteSession session, long conversation, long version, Change change, long? sequence)
    {
        var users = change switch
        {
            ConversationCreated created => created.Participants,
            ConversationUpdated updated => updated.Participants,
            _ => [],
        };
        session.Run(
            LogSql,
            ("$conversation", conversation),
            ("$version", version),
            ("$kind", (int)ChangeReader.KindOf(change)),
            ("$at", change.At.Milliseconds()),
            ("$actor", change.Actor?.Value),
            ("$user", ChangeReader.UserOf(change)?.Value),
            ("$users", users.Count == 0 ? null : ToJson(users)),
            ("$sequence", sequence),
            ("$revision", ChangeReader.RevisionOf(change)),
            ("$emoji", (change as ReactionChange)?.Emoji));
    }

    private static string ToJson(IEnumerable<UserId> users) => ToJson(users.Select(user => user.Value));

    private static string ToJson(IEnumerable<string> texts) => JsonSerializer.Serialize([.. texts], RowJson.Default.StringArray);

    private sealed record LogStart(long Number, long After, long Version);
}
