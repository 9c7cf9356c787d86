namespace Conversations;

/// <content>The columns of a message and of the message that it answers.</content>
internal static partial class MessageReader
{
    /// <summary>Joins the messages that the messages "m" answer, as "a".</summary>
    /// <param name="id">The conversation: @id if there is one, which every table is given itself, else a column.</param>
    /// <param name="from">The first sequence that the viewer can see.</param>
    /// <remarks>The limit keeps the planner from reading all messages of a conversation to join a few.</remarks>
    internal static string JoinAnswered(string id, string from) =>
        $"""
        LEFT JOIN LATERAL (
            SELECT * FROM @schema.messages b
            WHERE b.conversation_id = {id} AND b.message_id = m.reply_to AND b.text IS NOT NULL AND b.sequence >= {from} LIMIT 1) a ON true
        """;

    /// <summary>The columns of "m" and "a". They use the parameter @viewer.</summary>
    internal static string Columns(string id) => $"{ColumnsOf("m", id)}, {ColumnsOf("a", id)}";

    private static string ColumnsOf(string table, string id) =>
        $"""
        {table}.sequence, {table}.message_id, {table}.sender_id, {table}.text, {table}.custom, {table}.created_at, {table}.edited_at, {table}.revision,
        {table}.reply_to, {table}.origin,
        CASE WHEN {table}.emoji_count > 0 THEN (
            SELECT json_agg(json_build_array(g.emoji, g.reactors, g.is_mine) ORDER BY g.first)::text FROM (
                SELECT r.emoji, count(*) AS reactors, CASE WHEN bool_or(r.user_id = @viewer) THEN 1 ELSE 0 END AS is_mine, min(r.version) AS first
                FROM @schema.reactions r
                WHERE r.conversation_id = {id} AND r.sequence = {table}.sequence
                GROUP BY r.emoji) g)
        END
        """;
}
