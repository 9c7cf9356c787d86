namespace Conversations;

/// <content>The columns of a message and of the message that it replies to.</content>
internal static partial class MessageReader
{
    /// <summary>Joins the messages "a" that the messages "m" reply to.</summary>
    internal const string JoinAnswered =
        "LEFT JOIN messages a ON a.conversation = m.conversation AND a.id = m.reply_to AND a.text IS NOT NULL";

    /// <summary>The columns of "m" and "a". The statement needs the parameter $viewer.</summary>
    internal static readonly string Columns = $"{ColumnsOf("m")}, {ColumnsOf("a")}";

    private static Message ReadAnswered(ref RowReader row, ConversationId id) => ReadOne(ref row, id);

    private static string ColumnsOf(string table) =>
        $"""
        {table}.sequence, {table}.id, {table}.sender_id, {table}.text, {table}.custom, {table}.created_at, {table}.edited_at, {table}.revision,
        {table}.reply_to, {table}.origin,
        CASE WHEN {table}.emoji_count > 0 THEN (
            SELECT json_group_array(json_array(emoji, reactors, is_mine)) FROM (
                SELECT r.emoji, count(*) AS reactors, max(r.user_id IS $viewer) AS is_mine
                FROM reactions r
                WHERE r.conversation = {table}.conversation AND r.sequence = {table}.sequence
                GROUP BY r.emoji
                ORDER BY min(r.version)))
        END
        """;
}
