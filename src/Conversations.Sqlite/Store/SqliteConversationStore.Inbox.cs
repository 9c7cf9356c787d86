using System.Globalization;
using Conversations.Storage;

namespace Conversations;

/// <content>Reads inboxes.</content>
public sealed partial class SqliteConversationStore
{
    /// <summary>The number of milliseconds by which the position of a row in the inbox may lag behind.</summary>
    private static readonly string _maxLag = ((long)InboxWindow.MaxLag.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private static readonly string _listInboxSql = ListInbox(Places(isEmpty: 0), FirstPlaces(isEmpty: 0));

    private static readonly string _listAllInboxSql =
        ListInbox($"{Places(isEmpty: 0)} UNION ALL {Places(isEmpty: 1)}", $"{FirstPlaces(isEmpty: 0)} UNION ALL {FirstPlaces(isEmpty: 1)}");

    private static readonly string _entrySql = Entries("conversations c", "c.id = $id AND c.state = 1");

    /// <summary>Reads what is unread in the entries of an inbox, of which one more than may be looked at tells whether these are all.</summary>
    private static readonly string _countUnreadSql =
        $"""
        SELECT {Unread}, p.is_marked_unread
        FROM participants p INDEXED BY participants_inbox
        CROSS JOIN conversations c ON c.number = p.conversation
        WHERE p.user_id = $user AND p.is_empty = 0 AND p.ended_at IS NULL AND c.state = 1
        ORDER BY p.listed_at DESC
        LIMIT {(InboxWindow.MaxLookedAt + 1).ToString(CultureInfo.InvariantCulture)}
        """;

    /// <inheritdoc/>
    public Task<UnreadTotals> CountUnreadAsync(UserId userId, CancellationToken cancellationToken = default) => ReadAsync(
        session => CountUnread(session, userId), cancellationToken);

    /// <inheritdoc/>
    public Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);

        // Without a filter, one statement reads the page. With one, a second statement must see what the first one saw.
        return window.Filter is null
            ? ReadAsync(session => ListInbox(session, window, cancellationToken), cancellationToken)
            : ReadTogetherAsync(session => ListInbox(session, window, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredInboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.First(_entrySql, ConversationReader.ReadEntry, ("$viewer", userId.Value), ("$id", id.Value)),
        cancellationToken);

    private static InboxSlice ListInbox(SqliteSession session, InboxWindow window, CancellationToken cancellationToken) =>
        InboxSlice.Of(window, ReadEntries(session, window), cancellationToken);

    /// <summary>Reads the entries of an inbox as far as they are enumerated.</summary>
    private static IEnumerable<StoredInboxEntry> ReadEntries(SqliteSession session, InboxWindow window)
    {
        var (after, lookedAt) = (window.After, 0);

        // Without a filter, one round is enough. With a filter, the size of the first round is a guess, so the second round reads as many
        // entries as the limit still allows. Each round reads one entry more, which tells whether anything follows.
        for (var size = window.Limit; ; size = InboxWindow.MaxLookedAt - lookedAt)
        {
            size = Math.Min(size, InboxWindow.MaxLookedAt);
            var read = 0;
            using (var rows = session.Query(
                window.IncludeEmpty ? _listAllInboxSql : _listInboxSql,
                ("$viewer", window.UserId.Value),
                ("$from", after?.ActiveAt.Milliseconds() ?? long.MaxValue),
                ("$after", after?.Id.Value ?? ""),
                ("$count", size + 1)))
            {
                while (rows.Read())
                {
                    var entry = RowReader.Read(rows, ConversationReader.ReadEntry);
                    (read, lookedAt, after) = (read + 1, lookedAt + 1, entry.Place);
                    yield return entry;
                }
            }

            if (read <= size)
                yield break;
        }
    }

    private static UnreadTotals CountUnread(SqliteSession session, UserId userId)
    {
        var (conversations, messages, lookedAt) = (0, 0L, 0);
        using var rows = session.Query(_countUnreadSql, ("$user", userId.Value));
        while (rows.Read())
        {
            if (conversations == InboxWindow.MaxCounted || lookedAt == InboxWindow.MaxLookedAt)
                return new(conversations, messages, isExact: false);

            lookedAt++;
            var (unread, isMarked) = RowReader.Read(rows, static (ref row) => (row.NextInt64(), row.NextBoolean()));
            conversations += unread > 0 || isMarked ? 1 : 0;
            messages += unread;
        }

        return new(conversations, messages, isExact: true);
    }

    /// <summary>
    /// Reads a page. The index lags behind by at most one minute, so the entries of the page are among those that it places at most one minute
    /// below the last of the first $count. They are sorted by their true activity. SQLite never reorders the tables of a CROSS JOIN, so
    /// the entries are read in this order.
    /// </summary>
    private static string ListInbox(string places, string first) => Entries(
        $"""
        (SELECT number FROM ({places})
        WHERE listed_at >= coalesce((SELECT listed_at - {_maxLag} FROM ({first}) ORDER BY listed_at DESC LIMIT 1 OFFSET $count - 1), -9223372036854775808)
        ORDER BY active_at DESC, id LIMIT $count + 0) t
        CROSS JOIN conversations c ON c.number = t.number
        """,
        "1");

    /// <summary>Reads the first $count places of each kind, so that no more than these are sorted.</summary>
    private static string FirstPlaces(int isEmpty) => $"SELECT * FROM ({Places(isEmpty)} ORDER BY l.listed_at DESC LIMIT $count + 0)";

    private static string Places(int isEmpty) =>
        $"""
        SELECT l.listed_at, h.number, h.id, max(l.joined_at, coalesce(h.last_activity_at, l.joined_at)) AS active_at
        FROM participants l INDEXED BY participants_inbox
        CROSS JOIN conversations h ON h.number = l.conversation
        WHERE l.user_id = $viewer AND l.is_empty = {isEmpty} AND l.listed_at <= $from AND l.ended_at IS NULL AND h.state = 1
            AND (active_at < $from OR (active_at = $from AND h.id > $after))
        """;

    private static string Entries(string from, string where) =>
        $"""
        SELECT {ParticipantColumns}, {Unread}, (
            SELECT json_group_array(user_id) FROM (
                SELECT o.user_id FROM participants o INDEXED BY participants_earliest
                WHERE o.conversation = c.number AND o.ended_at IS NULL AND o.user_id <> $viewer
                ORDER BY o.joined_at, o.user_id LIMIT {StoredInboxEntry.OtherCount.ToString(CultureInfo.InvariantCulture)})), {VisibleConversationColumns}, {MessageReader.Columns}
        FROM {from}
        CROSS JOIN participants p ON p.conversation = c.number AND p.user_id = $viewer AND p.ended_at IS NULL
        {Visible.JoinLast}
        WHERE {where}
        """;
}
