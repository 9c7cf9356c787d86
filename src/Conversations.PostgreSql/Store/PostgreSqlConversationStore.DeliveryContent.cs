using Conversations.Storage;

namespace Conversations;

/// <content>What is delivered: changes, with the conversation and the messages as they are now.</content>
public sealed partial class PostgreSqlConversationStore
{
    private static readonly string _contentConversationsSql =
        $"""
        SELECT c.log_after, c.state, {ConversationColumns("c.message_count")}, {MessageReader.Columns("c.conversation_id", "1")}
        FROM @schema.conversations c
        LEFT JOIN @schema.messages m ON m.conversation_id = c.conversation_id AND m.sequence = c.last_message
        WHERE c.conversation_id = ANY (@conversations)
        """;

    /// <summary>
    /// Lists the changes of several ranges, as <see cref="ListChangesSql"/> does for one, with the messages that they are about. The limit of one row keeps
    /// the planner from reading all messages of a conversation to join a few.
    /// </summary>
    private static readonly string _contentChangesSql =
        $"""
        SELECT k.place, l.version, l.kind, l.at, l.actor, l.user_id, l.users, l.sequence, l.revision, l.emoji, l.message_id,
            {MessageReader.Columns("c.conversation_id", "1")}
        FROM unnest(@conversations, @afters, @limits, @kinds, @reads, @places) AS k (conversation_id, after, max, kinds, reads, place)
        JOIN @schema.conversations c ON c.conversation_id = k.conversation_id AND c.conversation_id = ANY (@conversations)
        CROSS JOIN LATERAL (
            (SELECT h.version, h.kind, h.at, h.actor, h.user_id, h.users, h.sequence, h.revision, h.emoji, t.message_id
            FROM @schema.changes h
            LEFT JOIN LATERAL (
                SELECT r.message_id FROM @schema.messages r
                WHERE r.conversation_id = h.conversation_id AND r.sequence = h.sequence LIMIT 1) t ON true
            WHERE h.conversation_id = c.conversation_id AND h.version > greatest(k.after, c.log_after) AND (k.kinds >> h.kind) & 1 = 1
            ORDER BY h.version
            LIMIT k.max)
            UNION ALL
            (SELECT s.version, 7::smallint, coalesce(s.sent_at, s.created_at), CASE WHEN s.actor = '' THEN s.sender_id ELSE s.actor END,
                NULL, NULL, s.sequence, NULL, NULL, s.message_id
            FROM @schema.messages s
            WHERE (k.kinds >> 7) & 1 = 1 AND s.conversation_id = c.conversation_id AND s.sequence > (
                WITH RECURSIVE search (low, high) AS (
                    SELECT greatest(c.last_sequence - (c.version - greatest(k.after, c.log_after)), 0), c.last_sequence
                    UNION ALL
                    SELECT CASE WHEN i.is_later THEN n.low ELSE n.middle END, CASE WHEN i.is_later THEN n.middle - 1 ELSE n.high END
                    FROM (SELECT low, high, (low + high + 1) / 2 AS middle FROM search WHERE low < high) n
                    LEFT JOIN LATERAL (
                        SELECT p.version > greatest(k.after, c.log_after) AS is_later FROM @schema.messages p
                        WHERE p.conversation_id = c.conversation_id AND p.sequence = n.middle LIMIT 1) i ON true)
                SELECT max(low) FROM search)
            ORDER BY s.sequence
            LIMIT k.max)
            ORDER BY 1
            LIMIT k.max) l
        LEFT JOIN LATERAL (
            SELECT * FROM @schema.messages o
            WHERE o.conversation_id = c.conversation_id AND o.sequence = l.sequence AND o.text IS NOT NULL AND k.reads
            LIMIT 1) m ON true
        ORDER BY k.place, l.version
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeliveryContent>> ReadContentAsync(
        IReadOnlyList<DeliveryRange> ranges, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        return ReadTogetherAsync<IReadOnlyList<DeliveryContent>>(
            async session =>
            {
                var (logs, lines) = await session.AllOfBothAsync(
                    _contentConversationsSql,
                    ReadLog,
                    _contentChangesSql,
                    (ref row) =>
                    {
                        var place = row.NextInt32();
                        var id = ranges[place].ConversationId;
                        return new Line(place, ChangeReader.Read(ref row, id), MessageReader.Read(ref row, id));
                    },
                    ("viewer", ""),
                    ("conversations", ranges.Select(range => range.ConversationId.Value).ToArray()),
                    ("afters", ranges.Select(range => range.After).ToArray()),
                    ("limits", ranges.Select(range => range.Limit).ToArray()),
                    ("kinds", ranges.Select(range => ChangeReader.BitsOf(range.Kinds)).ToArray()),
                    ("reads", ranges.Select(range => range.ReadsMessages).ToArray()),
                    ("places", Enumerable.Range(0, ranges.Count).ToArray())).ConfigureAwait(false);
                var (known, found) = (logs.ToDictionary(log => log.Id), lines.ToLookup(line => line.Place));
                return [.. ranges.Select((range, place) => Compose(range, known.GetValueOrDefault(range.ConversationId), [.. found[place]]))];
            },
            cancellationToken);
    }

    private static DeliveryContent Compose(DeliveryRange range, Log? log, List<Line> lines)
    {
        var messages = new Dictionary<MessageId, Message>();
        if (log?.Conversation is not null)
        {
            foreach (var message in lines.Select(line => line.Message).OfType<Message>())
                messages[message.Id] = message;
        }

        var changes = new ChangeSlice([.. lines.Select(line => line.Change)], IsPruned: range.After < log?.After);
        var upTo = lines.Count < range.Limit ? log?.Version ?? 0 : lines[^1].Change.Version;
        return new(log?.After ?? 0, upTo, changes, log?.Conversation, messages);
    }

    private static Log ReadLog(ref RowReader row)
    {
        var (after, state, conversation) = (row.NextInt64(), (HeadState)row.NextInt32(), ConversationReader.ReadConversation(ref row));
        return new(conversation.Id, after, conversation.Version, state == HeadState.Exists ? conversation : null);
    }

    /// <summary>A conversation's row: after which version its log begins, the version of its last change, and the conversation if it exists.</summary>
    private sealed record Log(ConversationId Id, long After, long Version, Conversation? Conversation);

    /// <summary>A change of a range, with the message that it is about.</summary>
    private sealed record Line(int Place, Change Change, Message? Message);
}
