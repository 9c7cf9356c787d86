using System.Text.Json;

namespace Conversations;

/// <summary>
/// Reads a message and the message that it answers. The statements of each database select the columns in the order in which they are read here,
/// and they select nothing after them.
/// </summary>
internal static partial class MessageReader
{
    /// <summary>Reads a message, or null if an outer join found none. Its columns are the last of the row.</summary>
    internal static Message? Read(ref RowReader row, ConversationId id)
    {
        if (row.IsNextNull)
            return null;

        var message = ReadOne(ref row, id);
        return message.ReplyTo is null || row.IsNextNull ? message : message with { RepliedTo = ReadAnswered(ref row, id) };
    }

    private static Message ReadOne(ref RowReader row, ConversationId id) => new()
    {
        ConversationId = id,
        Sequence = row.NextInt64(),
        Id = row.NextMessage(),
        SenderId = row.NextUserOrNull(),
        Text = row.NextText(),
        Custom = row.NextCustom(),
        CreatedAt = row.NextTime(),
        EditedAt = row.NextTimeOrNull(),
        Revision = row.NextInt32(),
        ReplyTo = row.NextMessageOrNull(),
        Origin = (MessageOrigin)row.NextInt32(),
        Reactions = row.NextTextOrNull() is { } reactions ? ReadReactions(reactions) : [],
    };

    /// <summary>Reads an array of [emoji, count, 1 if the viewer reacted with it, else 0], in the order of the first reaction with each emoji.</summary>
    private static List<Reaction> ReadReactions(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ReadReactions(document.RootElement);
    }

    private static List<Reaction> ReadReactions(JsonElement reactions) =>
        [.. reactions.EnumerateArray().Select(one => new Reaction(one[0].GetString()!, one[1].GetInt32(), one[2].GetInt32() != 0))];
}
