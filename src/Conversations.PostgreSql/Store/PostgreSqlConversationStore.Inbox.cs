using System.Globalization;
using Conversations.Storage;
using Npgsql;

namespace Conversations;

/// <content>Inboxes.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>How many places of the index one statement reads at first.</summary>
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
        if (rows.Count == 0)
            return new([], null);

        var found = await session.AllAsync(
            _entriesSql,
            static row => ReadEntry(row),
            cancellationToken,
            ("viewer", window.UserId.Value),
            ("ids", rows.Select(row => row.Id.Value).ToArray())).ConfigureAwait(false);
        var byId = found.ToDictionary(entry => entry.Conversation.Id);
        var entries = new List<StoredInboxEntry>();
        for (var i = 0; i < rows.Count; i++)
        {
            var entry = byId[rows[i].Id];
            if (window.Filter?.Invoke(entry) != false)
                entries.Add(entry);
            if (entries.Count == window.Limit)
                return new(entries, i + 1 < rows.Count || hasMore ? PlaceOf(entry) : null);
        }

        return new(entries, hasMore ? PlaceOf(byId[rows[^1].Id]) : null);
    }

    /// <summary>
    /// Reads the first places in the true order. The first statement reads a good many of the index; where so many are active within the lag that these
    /// are not enough, a second one reads down to where nothing can be more active than the last that is wanted.
    /// </summary>
    private static async Task<(List<InboxRow> Rows, bool HasMore)> WalkAsync(
        PostgreSqlSession session, InboxWindow window, int count, CancellationToken cancellationToken)
    {
        var from = window.After?.ActiveAt ?? _endOfTime;
        var size = Math.Max(WalkSize, count + WalkSize);
        var index = await IndexAsync(session, window, from, DateTimeOffset.UnixEpoch, size, cancellationToken).ConfigureAwait(false);
        var isWhole = index.Count < size;
        var rows = Take(index, window, count + 1, isWhole ? null : index[^1].ListedAt);
        if (rows.Count > count || isWhole)
            return (rows.Count > count ? rows[..count] : rows, rows.Count > count);

        // What is less active than the last one wanted has an index value below its own, so all that matter are above it.
        var best = Take(index, window, count + 1, null);
        var least = best.Count > count ? best[count].Place!.Value.ActiveAt - InboxWindow.MaxLag : DateTimeOffset.UnixEpoch;
        index = await IndexAsync(session, window, from, least, int.MaxValue, cancellationToken).ConfigureAwait(false);
        rows = Take(index, window, count + 1, null);
        return (rows.Count > count ? rows[..count] : rows, rows.Count > count);
    }

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
