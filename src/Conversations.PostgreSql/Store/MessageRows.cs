using System.Text.Json;
using Npgsql;

namespace Conversations;

/// <summary>The columns that a message is read by, and the message that it answers along with it.</summary>
internal static class MessageRows
{
    /// <summary>Joins to the messages "m" those that they answer, as "a".</summary>
    internal const string JoinAnswered =
        "LEFT JOIN @schema.messages a ON a.conversation_id = m.conversation_id AND a.message_id = m.reply_to AND a.text IS NOT NULL";

    private const int One = 11;

    /// <summary>The columns of "m" and "a"; takes @viewer.</summary>
    internal static readonly string Columns = $"{ColumnsOf("m")}, {ColumnsOf("a")}";

    /// <summary>Gives the message whose columns begin at one, or null where there is none.</summary>
    internal static Message? Read(NpgsqlDataReader row, int column, ConversationId id)
    {
        if (row.IsDBNull(column))
            return null;

        var message = ReadOne(row, column, id);
        return message.ReplyTo is null || row.IsDBNull(column + One) ? message : message with { RepliedTo = ReadOne(row, column + One, id) };
    }

    private static Message ReadOne(NpgsqlDataReader row, int column, ConversationId id) => new()
    {
        ConversationId = id,
        Sequence = row.GetInt64(column),
        Id = row.Message(column + 1),
        SenderId = row.UserOrNull(column + 2),
        Text = row.GetString(column + 3),
        Custom = row.Custom(column + 4),
        CreatedAt = row.Time(column + 5),
        EditedAt = row.TimeOrNull(column + 6),
        Revision = row.GetInt32(column + 7),
        ReplyTo = row.MessageOrNull(column + 8),
        Origin = (MessageOrigin)row.GetInt16(column + 9),
        Reactions = row.IsDBNull(column + 10) ? [] : ReadReactions(row.GetString(column + 10)),
    };

    /// <summary>Reads rows of [emoji, count, whether by the viewer], in the order of the first of each.</summary>
    private static List<Reaction> ReadReactions(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.EnumerateArray().Select(one => new Reaction(one[0].GetString()!, one[1].GetInt32(), one[2].GetBoolean())),
        ];
    }

    private static string ColumnsOf(string table) =>
        $"""
        {table}.sequence, {table}.message_id, {table}.sender_id, {table}.text, {table}.custom, {table}.created_at, {table}.edited_at, {table}.revision,
        {table}.reply_to, {table}.origin,
        CASE WHEN {table}.emoji_count > 0 THEN (
            SELECT json_agg(json_build_array(g.emoji, g.reactors, g.is_mine) ORDER BY g.first)::text FROM (
                SELECT r.emoji, count(*) AS reactors, coalesce(bool_or(r.user_id = @viewer::text), false) AS is_mine, min(r.version) AS first
                FROM @schema.reactions r
                WHERE r.conversation_id = {table}.conversation_id AND r.sequence = {table}.sequence
                GROUP BY r.emoji) g)
        END
        """;
}
