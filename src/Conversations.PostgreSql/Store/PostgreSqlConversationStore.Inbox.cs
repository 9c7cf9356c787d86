using Conversations.Storage;

namespace Conversations;

/// <content>Inboxes: the statement of a page finds its conversations, and reads their entries.</content>
public sealed partial class PostgreSqlConversationStore
{
    // A first page has statements of its own: a condition that is always true would let the server plan for the values of each call.
    private static readonly string _pageSql = Page(WalkListed(isNext: false));
    private static readonly string _nextPageSql = Page(WalkListed(isNext: true));
    private static readonly string _pageOfAllSql = Page(WalkAll(isNext: false));
    private static readonly string _nextPageOfAllSql = Page(WalkAll(isNext: true));

    private static readonly string _entrySql = Entries("@id", "c.conversation_id = @id");

    /// <inheritdoc/>
    public Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return ReadAsync(session => ListInboxAsync(session, window, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredInboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.FirstAsync(_entrySql, ConversationReader.ReadEntry, ("viewer", userId.Value), ("id", id.Value)),
        cancellationToken);

    private static async Task<InboxSlice> ListInboxAsync(PostgreSqlSession session, InboxWindow window, CancellationToken cancellationToken)
    {
        var count = window.Filter is null ? window.Limit : InboxWindow.MaxLookedAt;
        var read = await ReadEntriesAsync(session, window, count).ConfigureAwait(false);
        read.Sort(static (one, other) => one.Place.CompareTo(other.Place));
        return InboxSlice.Of(window, read, cancellationToken);
    }

    /// <summary>Reads the first entries after the last place of the window, one more than are wanted, in any order.</summary>
    private static Task<List<StoredInboxEntry>> ReadEntriesAsync(PostgreSqlSession session, InboxWindow window, int count)
    {
        (string, object?)[] values = [("viewer", window.UserId.Value), ("lag", InboxWindow.MaxLag), ("count", count)];
        return window.After is { } after
            ? session.AllAsync(
                window.IncludeEmpty ? _nextPageOfAllSql : _nextPageSql,
                ConversationReader.ReadEntry,
                [.. values, ("from", after.ActiveAt), ("after", after.Id.Value)])
            : session.AllAsync(window.IncludeEmpty ? _pageOfAllSql : _pageSql, ConversationReader.ReadEntry, values);
    }

    private static string Page(string walk) => Entries("c.conversation_id", $"c.conversation_id = ANY (ARRAY({walk}))");

    private static string WalkListed(bool isNext) => Walk(
        isNext, "NOT p.is_empty AND c.message_count > 0", IndexOf(isNext, "NOT q.is_empty AND d.message_count > 0", "OFFSET @count LIMIT 1"));

    private static string WalkAll(bool isNext) => Walk(
        isNext,
        "p.is_empty IN (false, true)",
        $"""
        SELECT b.listed_at FROM (
            ({IndexOf(isNext, "NOT q.is_empty", "LIMIT @count + 1")})
            UNION ALL
            ({IndexOf(isNext, "q.is_empty", "LIMIT @count + 1")})) b
        ORDER BY b.listed_at DESC OFFSET @count LIMIT 1
        """);

    /// <summary>
    /// Lists places in the true order. The index lags behind it by at most @lag. The row of the index after as many as are wanted, less the lag, is where to
    /// stop: each of the rows above is at least as active as that one, and no row below can be.
    /// </summary>
    private static string Walk(bool isNext, string condition, string end) =>
        $"""
        SELECT p.conversation_id
        FROM @schema.participants p
        {JoinOf("p", "c")}
        WHERE p.user_id = @viewer AND {condition} AND p.ended_at IS NULL AND p.listed_at >= coalesce(({end}) - @lag, '-infinity')
            {After(isNext, "p", "c")}
        ORDER BY greatest(p.joined_at, c.last_activity_at) DESC, p.conversation_id
        LIMIT @count + 1
        """;

    private static string IndexOf(bool isNext, string condition, string limit) =>
        $"""
        SELECT q.listed_at FROM @schema.participants q
        {JoinOf("q", "d")}
        WHERE q.user_id = @viewer AND {condition} AND q.ended_at IS NULL {After(isNext, "q", "d")}
        ORDER BY q.listed_at DESC {limit}
        """;

    /// <summary>Joins conversations to participants one by one, in the order of the index: the planner would read all conversations of many users.</summary>
    private static string JoinOf(string participant, string conversation) =>
        $"""
        JOIN LATERAL (
            SELECT * FROM @schema.conversations e WHERE e.conversation_id = {participant}.conversation_id AND e.state = 1 LIMIT 1) {conversation} ON true
        """;

    /// <summary>
    /// The condition of what comes after the last place of the previous page. The index never has a later time than the true one. A first page has an upper
    /// bound too: the planner takes a range with one bound for a third of the index.
    /// </summary>
    private static string After(bool isNext, string participant, string conversation)
    {
        if (!isNext)
            return $"AND {participant}.listed_at <= 'infinity'";

        var activeAt = $"greatest({participant}.joined_at, {conversation}.last_activity_at)";
        return $"""
            AND {participant}.listed_at <= @from AND (
                {activeAt} < @from OR ({activeAt} = @from AND {participant}.conversation_id > @after))
            """;
    }

    /// <summary>
    /// Reads entries. The limits keep the planner from other ways than to look up one participant and one message after the other: it would read all places of
    /// the user, and it cannot tell which sequence is the last one that a user sees, and would read whole tables.
    /// </summary>
    private static string Entries(string id, string where) =>
        $"""
        SELECT {ParticipantColumns}, {Unread(id)}, ARRAY(
            SELECT o.user_id FROM @schema.participants o
            WHERE o.conversation_id = {id} AND o.ended_at IS NULL AND o.user_id <> @viewer
            ORDER BY o.joined_at, o.user_id LIMIT {Number(StoredInboxEntry.OtherCount)}),
            {ConversationColumns(CountFor(id))}, {MessageReader.Columns(id, "p.visible_from")}
        FROM @schema.conversations c
        JOIN LATERAL (
            SELECT * FROM @schema.participants w WHERE w.conversation_id = {id} AND w.user_id = @viewer AND w.ended_at IS NULL LIMIT 1) p ON true
        LEFT JOIN LATERAL (
            SELECT * FROM @schema.messages l WHERE l.conversation_id = {id} AND l.sequence = {LastFor(id)} LIMIT 1) m ON true
        WHERE c.state = 1 AND {where}
        """;
}
