using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>The columns that a message is read by, and the message that it answers along with it.</summary>
internal static class MessageRows
{
    /// <summary>How many columns <see cref="Columns"/> has.</summary>
    internal const int Width = 2 * One;

    /// <summary>Joins to the messages "m" those that they answer, as "a".</summary>
    internal const string JoinAnswered =
        "LEFT JOIN messages a ON a.conversation = m.conversation AND a.id = m.reply_to AND a.text IS NOT NULL";

    private const int One = 11;

    /// <summary>The columns of "m" and "a"; takes $viewer.</summary>
    internal static readonly string Columns = $"{ColumnsOf("m")}, {ColumnsOf("a")}";

    /// <summary>Gives the message whose columns begin at one, or null where there is none.</summary>
    internal static Message? Read(SqliteDataReader row, int column, ConversationId id)
    {
        if (row.IsDBNull(column))
            return null;

        var message = ReadOne(row, column, id);
        return message.ReplyTo is null || row.IsDBNull(column + One) ? message : message with { RepliedTo = ReadOne(row, column + One, id) };
    }

    private static Message ReadOne(SqliteDataReader row, int column, ConversationId id) => new()
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
        Origin = (MessageOrigin)row.GetInt32(column + 9),
        Reactions = row.IsDBNull(column + 10) ? [] : ReadReactions(row.GetString(column + 10)),
    };

    /// <summary>Reads rows of [emoji, count, whether by the viewer], in the order of the first of each.</summary>
    private static List<Reaction> ReadReactions(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.EnumerateArray().Select(one => new Reaction(one[0].GetString()!, one[1].GetInt32(), one[2].GetInt32() != 0)),
        ];
    }

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
