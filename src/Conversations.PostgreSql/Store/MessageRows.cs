namespace Conversations;

/// <content>The columns that a message is read by, and the message that it answers along with it.</content>
internal static partial class MessageRows
{
    /// <summary>Joins to the messages "m" those that they answer, as "a".</summary>
    internal const string JoinAnswered =
        "LEFT JOIN @schema.messages a ON a.conversation_id = m.conversation_id AND a.message_id = m.reply_to AND a.text IS NOT NULL";

    /// <summary>The columns of "m" and "a"; takes @viewer.</summary>
    internal static readonly string Columns = $"{ColumnsOf("m")}, {ColumnsOf("a")}";

    private static string ColumnsOf(string table) =>
        $"""
        {table}.sequence, {table}.message_id, {table}.sender_id, {table}.text, {table}.custom, {table}.created_at, {table}.edited_at, {table}.revision,
        {table}.reply_to, {table}.origin,
        CASE WHEN {table}.emoji_count > 0 THEN (
            SELECT json_agg(json_build_array(g.emoji, g.reactors, g.is_mine) ORDER BY g.first)::text FROM (
                SELECT r.emoji, count(*) AS reactors, CASE WHEN bool_or(r.user_id = @viewer::text) THEN 1 ELSE 0 END AS is_mine, min(r.version) AS first
                FROM @schema.reactions r
                WHERE r.conversation_id = {table}.conversation_id AND r.sequence = {table}.sequence
                GROUP BY r.emoji) g)
        END
        """;
}
