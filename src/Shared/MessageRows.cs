using System.Data.Common;
using System.Text.Json;

namespace Conversations;

/// <summary>Reads a message, and the one that it answers, from the columns that each database's own statement gives in this order.</summary>
internal static partial class MessageRows
{
    private const int One = 11;

    /// <summary>Gives the message whose columns begin at one, or null where there is none.</summary>
    internal static Message? Read(DbDataReader row, int column, ConversationId id)
    {
        if (row.IsDBNull(column))
            return null;

        var message = ReadOne(row, column, id);
        return message.ReplyTo is null || row.IsDBNull(column + One) ? message : message with { RepliedTo = ReadOne(row, column + One, id) };
    }

    private static Message ReadOne(DbDataReader row, int column, ConversationId id) => new()
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
}
