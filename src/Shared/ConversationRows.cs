using System.Data.Common;
using System.Text.Json;

namespace Conversations;

/// <summary>Reads conversations and who takes part, from the columns that each database's own statement gives in this order.</summary>
internal static class ConversationRows
{
    /// <summary>Reads a conversation, whose columns come first, and its last message, whose columns begin at one.</summary>
    internal static Conversation ReadConversation(DbDataReader row, int lastMessage)
    {
        var id = row.Conversation(0);
        return new()
        {
            Id = id,
            Subject = row.Text(1),
            PhotoUrl = row.Text(2),
            WelcomeMessages = ReadWelcome(row, 3),
            Custom = row.Custom(4),
            CreatedAt = row.Time(5),
            ParticipantCount = row.GetInt32(6),
            MessageCount = row.GetInt64(7),
            LastSequence = row.GetInt64(8),
            LastActivityAt = row.TimeOrNull(9),
            Version = row.GetInt64(10),
            SettingsVersion = row.GetInt64(11),
            LastMessage = MessageRows.Read(row, lastMessage, id),
        };
    }

    internal static string[] ReadWelcome(DbDataReader row, int column) =>
        row.IsDBNull(column) ? [] : JsonSerializer.Deserialize(row.GetString(column), RowJson.Default.StringArray)!;

    internal static Participant ReadParticipant(DbDataReader row, int column) => new()
    {
        UserId = row.User(column),
        Access = (ParticipantAccess)row.GetInt32(column + 1),
        Notify = (NotifySetting)row.GetInt32(column + 2),
        JoinedAt = row.Time(column + 3),
        JoinedAfter = row.GetInt64(column + 4),
        ReadUpTo = row.GetInt64(column + 5),
        IsMarkedUnread = row.GetBoolean(column + 6),
    };
}
