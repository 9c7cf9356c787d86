using System.Globalization;
using Conversations.Storage;
using Npgsql;

namespace Conversations;

/// <content>Inboxes.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>How many places of the index are read at first, beside those that are wanted.</summary>
    private const int WalkSize = 128;

    private static readonly string _entriesSql = Entries("c.conversation_id = ANY (@ids)");
    private static readonly string _entrySql = Entries("c.conversation_id = @id");

    /// <inheritdoc/>
    public Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return ReadTogetherAsync(session => ListInboxAsync(session, window, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredInboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.FirstAsync(_entrySql, static row => ReadEntry(row), cancellationToken, ("viewer", userId.Value), ("id", id.Value)),
        cancellationToken);

    private static async Task<InboxSlice> ListInboxAsync(PostgreSqlSession session, InboxWindow window, CancellationToken cancellationToken)
    {
        var looksAt = window.Filter is null ? window.Limit : InboxWindow.MaxLookedAt;
        var (rows, hasMore) = await WalkAsync(session, window, looksAt, cancellationToken).ConfigureAwait(false);
        var entries = new List<StoredInboxEntry>();
        StoredInboxEntry? last = null;

        // Without a filter one step is all. With one, the first is a guess, and the second looks at all that is left to look at.
        for (var (at, size) = (0, window.Limit); at < rows.Count; (at, size) = (at + size, looksAt))
        {
            var byId = await ReadEntriesAsync(session, window.UserId, rows.Skip(at).Take(size), cancellationToken).ConfigureAwait(false);
            for (var i = at; i < Math.Min(at + size, rows.Count); i++)
            {
                last = byId[rows[i].Id];
                if (window.Filter?.Invoke(last) != false)
                    entries.Add(last);
                if (entries.Count == window.Limit)
                    return new(entries, i + 1 < rows.Count || hasMore ? PlaceOf(last) : null);
            }
        }

        return new(entries, hasMore ? PlaceOf(last!) : null);
    }

    private static async Task<Dictionary<ConversationId, StoredInboxEntry>> ReadEntriesAsync(
        PostgreSqlSession session, UserId userId, IEnumerable<InboxRow> rows, CancellationToken cancellationToken)
    {
        var entries = await session.AllAsync(
            _entriesSql,
            static row => ReadEntry(row),
            cancellationToken,
            ("viewer", userId.Value),
            ("ids", rows.Select(row => row.Id.Value).ToArray())).ConfigureAwait(false);
        return entries.ToDictionary(entry => entry.Conversation.Id);
    }

    /// <summary>
    /// Reads the first places in the true order: a good many of the index, from the top, and where these are not enough, four times as many. Once so
    /// many are known, the index is read down to where nothing can be more active than the last that is wanted.
    /// </summary>
    // InboxWalk takes one after the other from an open cursor, which here would be a wait for the server each time.
    private static async Task<(List<InboxRow> Rows, bool HasMore)> WalkAsync(
        PostgreSqlSession session, InboxWindow window, int count, CancellationToken cancellationToken)
    {
        var from = window.After?.ActiveAt ?? _endOfTime;
        for (var size = count + WalkSize; ; size *= 4)
        {
            var index = await IndexAsync(session, window, from, DateTimeOffset.UnixEpoch, size, cancellationToken).ConfigureAwait(false);
            var isWhole = index.Count < size;
            var rows = Take(index, window, count + 1, isWhole ? null : index[^1].ListedAt);
            if (rows.Count > count || isWhole)
                return Cut(rows, count);

            // What is less active than the last one wanted has an index value below its own, so all that matter are above it.
            if (Take(index, window, count + 1, null) is var best && best.Count > count)
            {
                var least = best[count].Place!.Value.ActiveAt - InboxWindow.MaxLag;
                index = await IndexAsync(session, window, from, least, int.MaxValue, cancellationToken).ConfigureAwait(false);
                return Cut(Take(index, window, count + 1, null), count);
            }
        }
    }

    private static (List<InboxRow> Rows, bool HasMore) Cut(List<InboxRow> rows, int count) =>
        rows.Count > count ? (rows[..count], true) : (rows, false);

    private static Task<List<InboxRow>> IndexAsync(
        PostgreSqlSession session, InboxWindow window, DateTimeOffset from, DateTimeOffset to, int size, CancellationToken cancellationToken) => session.AllAsync(
        window.IncludeEmpty ? WalkAllSql : WalkSql,
        static row => new InboxRow(row.Time(0), row.Conversation(1), row.GetBoolean(3) ? new(row.Time(2), row.Conversation(1)) : null),
        cancellationToken,
        ("user", window.UserId.Value),
        ("from", from),
        ("to", to),
        ("limit", size));

    /// <summary>Gives the first places in the true order; those only that nothing below the end of the index can come before.</summary>
    private static List<InboxRow> Take(List<InboxRow> index, InboxWindow window, int count, DateTimeOffset? end) =>
    [
        .. index
            .Where(row => row.Place is { } place && !(place <= window.After) && !(place.ActiveAt <= end + InboxWindow.MaxLag))
            .OrderBy(row => row.Place!.Value)
            .Take(count),
    ];

    private static InboxPlace PlaceOf(StoredInboxEntry entry)
    {
        var (activity, joined) = (entry.Conversation.LastActivityAt, entry.Participant.JoinedAt);
        return new(activity > joined ? activity.Value : joined, entry.Conversation.Id);
    }

    private static StoredInboxEntry ReadEntry(NpgsqlDataReader row)
    {
        const int after = ConversationWidth + ParticipantWidth;
        return new(
            ConversationRows.ReadConversation(row, after + 2),
            ConversationRows.ReadParticipant(row, ConversationWidth),
            row.GetInt64(after),
            [.. row.GetFieldValue<string[]>(after + 1).Select(UserId.FromStored)]);
    }

    private const string WalkSql = $"{WalkStart} c.message_count > 0 {WalkEnd} AND NOT p.is_empty ORDER BY p.listed_at DESC LIMIT @limit";

    private const string WalkAllSql =
        $"""
        ({WalkStart} true {WalkEnd} AND NOT p.is_empty ORDER BY p.listed_at DESC LIMIT @limit)
        UNION ALL
        ({WalkStart} true {WalkEnd} AND p.is_empty ORDER BY p.listed_at DESC LIMIT @limit)
        ORDER BY 1 DESC LIMIT @limit
        """;

    private const string WalkStart = "SELECT p.listed_at, c.conversation_id, greatest(p.joined_at, c.last_activity_at),";

    private const string WalkEnd =
        """
        FROM @schema.participants p
        JOIN @schema.conversations c ON c.conversation_id = p.conversation_id AND c.state = 1
        WHERE p.user_id = @user AND p.listed_at <= @from AND p.listed_at >= @to AND p.ended_at IS NULL
        """;

    private static string Entries(string where) =>
        $"""
        SELECT {ConversationColumns}, {ParticipantColumns}, {Unread}, ARRAY(
            SELECT o.user_id FROM @schema.participants o
            WHERE o.conversation_id = c.conversation_id AND o.ended_at IS NULL AND o.user_id <> @viewer::text
            ORDER BY o.joined_at, o.user_id LIMIT {StoredInboxEntry.OtherCount.ToString(CultureInfo.InvariantCulture)}), {MessageRows.Columns}
        FROM @schema.conversations c
        JOIN @schema.participants p ON p.conversation_id = c.conversation_id AND p.user_id = @viewer::text AND p.ended_at IS NULL
        {JoinLastMessage}
        WHERE c.state = 1 AND {where}
        """;

    private readonly record struct InboxRow(DateTimeOffset ListedAt, ConversationId Id, InboxPlace? Place);
}
