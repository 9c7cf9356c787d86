using System.Globalization;
using Conversations.Storage;

namespace Conversations;

/// <content>The number of what a user has not read, over all conversations.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>
    /// Lists the unread conversations in the order of the index, and after the last one that is counted the next row, whatever it is. The server stops
    /// there. It counts deleted messages only where the user has not read everything.
    /// </summary>
    private static readonly string _countUnreadSql =
        $"""
        SELECT w.unread, w.is_unread, w.place > {Number(InboxWindow.MaxLookedAt)}
        FROM (
            SELECT s.unread, s.unread > 0 OR s.is_marked_unread AS is_unread, row_number() OVER walked AS place,
                count(*) FILTER (WHERE s.unread > 0 OR s.is_marked_unread) OVER walked AS found
            FROM (
                SELECT p.listed_at, p.is_marked_unread, CASE WHEN c.last_sequence > {UnreadAfter} THEN {Unread("c.conversation_id")} ELSE 0 END AS unread
                FROM @schema.participants p
                {JoinOf("p", "c")}
                WHERE p.user_id = @user AND c.message_count > 0 AND NOT p.is_empty AND p.ended_at IS NULL
                ORDER BY p.listed_at DESC LIMIT {Number(InboxWindow.MaxLookedAt + 1)}) s
            WINDOW walked AS (ORDER BY s.listed_at DESC ROWS UNBOUNDED PRECEDING)) w
        WHERE w.is_unread OR w.found >= {Number(InboxWindow.MaxCounted)} OR w.place > {Number(InboxWindow.MaxLookedAt)}
        LIMIT {Number(InboxWindow.MaxCounted + 1)}
        """;

    /// <inheritdoc/>
    public Task<UnreadTotals> CountUnreadAsync(UserId userId, CancellationToken cancellationToken = default) => ReadAsync(
        async session =>
        {
            var rows = await session.AllAsync(
                _countUnreadSql,
                static (ref row) => (Messages: row.NextInt64(), IsUnread: row.NextBoolean(), IsBeyond: row.NextBoolean()),
                ("user", userId.Value)).ConfigureAwait(false);
            var counted = rows.Take(InboxWindow.MaxCounted).Where(row => row.IsUnread && !row.IsBeyond).ToList();
            return new UnreadTotals(
                counted.Count, counted.Sum(row => row.Messages), isExact: rows.Count <= InboxWindow.MaxCounted && !rows.Exists(row => row.IsBeyond));
        },
        cancellationToken);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
