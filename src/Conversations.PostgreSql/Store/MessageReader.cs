using System.Text.Json;

namespace Conversations;

/// <content>The columns of a message and of the message that it answers.</content>
internal static partial class MessageReader
{
    /// <summary>
    /// The columns of "m", and the message that it answers as one column: JSON that is written only for answers. Columns of their own, and a join, would take half of
    /// the time of a page. The statement needs the parameter @viewer.
    /// </summary>
    /// <param name="id">The conversation: @id if there is one, which every table is given itself, else a column.</param>
    /// <param name="from">The first sequence that the viewer can see.</param>
    /// <remarks>The limit keeps the planner from reading all messages of a conversation to find a few.</remarks>
    internal static string Columns(string id, string from) =>
        $"""
        m.sequence, m.message_id, m.sender_id, m.text, m.custom, m.created_at, m.edited_at, m.revision, m.reply_to, m.origin, {ReactionsOf("m", id)}::text,
        CASE WHEN m.reply_to IS NOT NULL THEN (
            SELECT json_build_array(
                b.sequence, b.message_id, b.sender_id, b.text, b.custom, {Milliseconds("b.created_at")}, {Milliseconds("b.edited_at")}, b.revision, b.reply_to, b.origin,
                {ReactionsOf("b", id)})::text
            FROM @schema.messages b
            WHERE b.conversation_id = {id} AND b.message_id = m.reply_to AND b.text IS NOT NULL AND b.sequence >= {from} LIMIT 1)
        END
        """;

    private static string Milliseconds(string time) => $"(extract(epoch FROM {time}) * 1000)::bigint";

    private static string ReactionsOf(string table, string id) =>
        $"""
        CASE WHEN {table}.emoji_count > 0 THEN (
            SELECT json_agg(json_build_array(g.emoji, g.reactors, g.is_mine) ORDER BY g.first) FROM (
                SELECT r.emoji, count(*) AS reactors, CASE WHEN bool_or(r.user_id = @viewer) THEN 1 ELSE 0 END AS is_mine, min(r.version) AS first
                FROM @schema.reactions r
                WHERE r.conversation_id = {id} AND r.sequence = {table}.sequence
                GROUP BY r.emoji) g)
        END
        """;

    private static Message ReadAnswered(ref RowReader row, ConversationId id)
    {
        using var document = JsonDocument.Parse(row.NextText());
        var values = document.RootElement;
        return new()
        {
            ConversationId = id,
            Sequence = values[0].GetInt64(),
            Id = MessageId.FromStored(values[1].GetString()!),
            SenderId = values[2].GetString() is { } sender ? UserId.FromStored(sender) : null,
            Text = values[3].GetString()!,
            Custom = values[4].GetString() is { } custom ? CustomData.FromStored(custom) : CustomData.Empty,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(values[5].GetInt64()),
            EditedAt = values[6].ValueKind == JsonValueKind.Null ? null : DateTimeOffset.FromUnixTimeMilliseconds(values[6].GetInt64()),
            Revision = values[7].GetInt32(),
            ReplyTo = values[8].GetString() is { } answered ? MessageId.FromStored(answered) : null,
            Origin = (MessageOrigin)values[9].GetInt32(),
            Reactions = values[10].ValueKind == JsonValueKind.Null ? [] : ReadReactions(values[10]),
        };
    }
}
