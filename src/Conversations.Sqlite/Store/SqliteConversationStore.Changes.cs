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
    /// Reads the changes after a version. Most of them are sent messages, which have no index on the version. Their number after the version
    /// is the number of later versions minus the number of later other changes. They are the last messages of the conversation, so this
    /// number gives the sequence of the first one without a search.
    /// </summary>
    private const string ListChangesSql =
        """
        SELECT * FROM (
            SELECT l.version, l.kind, l.at, l.actor, l.user_id, l.users, l.sequence, l.revision, l.emoji, m.id
            FROM changes l
            LEFT JOIN messages m ON m.conversation = l.conversation AND m.sequence = l.sequence
            WHERE l.conversation = $conversation AND l.version > $after AND ($kinds >> l.kind) & 1
            ORDER BY l.version
            LIMIT $limit + 0)
        UNION ALL
        SELECT * FROM (
            SELECT s.version, 7, coalesce(s.sent_at, s.created_at), iif(s.actor = '', s.sender_id, s.actor), NULL, NULL, s.sequence, NULL, NULL, s.id
            FROM messages s
            WHERE ($kinds >> 7) & 1 AND s.conversation = $conversation AND s.sequence > (
                SELECT c.last_sequence - (c.version - $after)
                    + (SELECT count(*) FROM changes o WHERE o.conversation = $conversation AND o.version > $after)
                FROM conversations c WHERE c.number = $conversation)
            ORDER BY s.sequence
            LIMIT $limit + 0)
        """;

    /// <inheritdoc/>
    public Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default) => ReadTogetherAsync(
        session => ListChanges(session, id, after, limit).Changes, cancellationToken);

    private static (LogStart Start, ChangeSlice Changes) ListChanges(
        SqliteSession session, ConversationId id, long after, int limit, IReadOnlyCollection<Type>? kinds = null)
    {
        if (session.First(LogAfterSql, static (ref row) => new LogStart(row.NextInt64(), row.NextInt64(), row.NextInt64()), ("$id", id.Value)) is not { } start)
            return (new(0, 0, 0), new([], IsPruned: false));

        // A deletion also removes the log before it. Rows that were not purged yet must not be read.
        var changes = session.All(
            ListChangesSql,
            (ref row) => ChangeReader.Read(ref row, id),
            ("$kinds", ChangeReader.BitsOf(kinds)),
            ("$conversation", start.Number),
            ("$after", Math.Max(after, start.After)),
            ("$limit", limit));
        return (start, new([.. changes.OrderBy(change => change.Version).Take(limit)], IsPruned: after < start.After));
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
