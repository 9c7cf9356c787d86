using System.Globalization;
using System.Text.Json;
using Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace Conversations;

/// <content>Inboxes.</content>
public sealed partial class SqliteConversationStore
{
    private static readonly string _walkSql = $"{Walk(isEmpty: 0, isListed: "c.message_count > 0")} ORDER BY 1 DESC";
    private static readonly string _walkAllSql = $"{Walk(isEmpty: 0, isListed: "1")} UNION ALL {Walk(isEmpty: 1, isListed: "1")} ORDER BY 1 DESC";

    /// <summary>Entries by the numbers of their conversations, in the order of these: a cross join is never turned round.</summary>
    private static readonly string _entriesSql = Entries("json_each($numbers) n CROSS JOIN conversations c ON c.number = n.value", "c.state = 1");
    private static readonly string _entrySql = Entries("conversations c", "c.id = $id AND c.state = 1");

    /// <inheritdoc/>
    public Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return ReadAsync(session => ListInbox(session, window, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredInboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.First(_entrySql, static row => ReadEntry(row), ("$viewer", userId.Value), ("$id", id.Value)),
        cancellationToken);

    /// <summary>
    /// Walks the index only as far as the page needs, then reads the entries. While the walk is open, what follows it reads the same moment.
    /// </summary>
    private static InboxSlice ListInbox(SqliteSession session, InboxWindow window, CancellationToken cancellationToken)
    {
        using var index = session.Query(
            window.IncludeEmpty ? _walkAllSql : _walkSql,
            ("$user", window.UserId.Value),
            ("$from", window.After?.ActiveAt.Milliseconds() ?? long.MaxValue));
        using var walk = new InboxWalk<InboxRow>(
            Rows(index), static row => row.ListedAt, row => row.Place is { } place && !(place <= window.After) ? place : null);

        var entries = new List<StoredInboxEntry>();
        var last = window.After;
        var lookedAt = 0;

        // Without a filter one step is all. With one, the first is a guess, and the second may look at all that is left to look at.
        for (var size = window.Limit; entries.Count < window.Limit && lookedAt < InboxWindow.MaxLookedAt; size = InboxWindow.MaxLookedAt - lookedAt)
        {
            var rows = Take(walk, Math.Min(size, InboxWindow.MaxLookedAt), cancellationToken);
            var before = lookedAt;
            foreach (var entry in ReadEntries(session, window.UserId, rows))
            {
                lookedAt++;
                last = PlaceOf(entry);
                if (window.Filter?.Invoke(entry) != false)
                    entries.Add(entry);
                if (entries.Count == window.Limit)
                    break;
            }

            if (lookedAt - before < rows.Count)
                return new(entries, last);
            if (rows.Count == 0)
                break;
        }

        return new(entries, walk.TryPeek(out _, out _) ? last : null);
    }

    private static List<InboxRow> Take(InboxWalk<InboxRow> walk, int count, CancellationToken cancellationToken)
    {
        var rows = new List<InboxRow>();
        while (rows.Count < count && walk.TryPeek(out var row, out _))
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(row);
            walk.Advance();
        }

        return rows;
    }

    private static IEnumerable<InboxRow> Rows(SqliteDataReader index)
    {
        while (index.Read())
        {
            yield return new(
                index.Time(0),
                index.GetInt64(1),
                index.GetBoolean(4) ? new(index.Time(3), index.Conversation(2)) : null);
        }
    }

    private static IEnumerable<StoredInboxEntry> ReadEntries(SqliteSession session, UserId userId, List<InboxRow> rows)
    {
        if (rows.Count == 0)
            yield break;

        var numbers = $"[{string.Join(',', rows.Select(row => row.Number.ToString(CultureInfo.InvariantCulture)))}]";
        using var reader = session.Query(_entriesSql, ("$viewer", userId.Value), ("$numbers", numbers));
        while (reader.Read())
            yield return ReadEntry(reader);
    }

    private static InboxPlace PlaceOf(StoredInboxEntry entry)
    {
        var (activity, joined) = (entry.Conversation.LastActivityAt, entry.Participant.JoinedAt);
        return new(activity > joined ? activity.Value : joined, entry.Conversation.Id);
    }

    private static StoredInboxEntry ReadEntry(SqliteDataReader row)
    {
        const int after = ConversationWidth + ParticipantWidth;
        return new(
            ConversationRows.ReadConversation(row, after + 2),
            ConversationRows.ReadParticipant(row, ConversationWidth),
            row.GetInt64(after),
            [.. JsonSerializer.Deserialize(row.GetString(after + 1), RowJson.Default.StringArray)!.Select(UserId.FromStored)]);
    }

    private static string Walk(int isEmpty, string isListed) =>
        $"""
        SELECT p.listed_at, c.number, c.id, max(p.joined_at, coalesce(c.last_activity_at, p.joined_at)), {isListed}
        FROM participants p INDEXED BY participants_inbox
        CROSS JOIN conversations c ON c.number = p.conversation
        WHERE p.user_id = $user AND p.is_empty = {isEmpty} AND p.listed_at <= $from AND p.ended_at IS NULL AND c.state = 1
        """;

    private static string Entries(string from, string where) =>
        $"""
        SELECT {ConversationColumns}, {ParticipantColumns}, {Unread}, (
            SELECT json_group_array(user_id) FROM (
                SELECT o.user_id FROM participants o INDEXED BY participants_earliest
                WHERE o.conversation = c.number AND o.ended_at IS NULL AND o.user_id <> $viewer
                ORDER BY o.joined_at, o.user_id LIMIT {StoredInboxEntry.OtherCount.ToString(CultureInfo.InvariantCulture)})), {MessageRows.Columns}
        FROM {from}
        CROSS JOIN participants p ON p.conversation = c.number AND p.user_id = $viewer AND p.ended_at IS NULL
        {JoinLastMessage}
        WHERE {where}
        """;

    private readonly record struct InboxRow(DateTimeOffset ListedAt, long Number, InboxPlace? Place);
}
