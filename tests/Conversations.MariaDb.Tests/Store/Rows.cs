using System.Text.Json;
using Conversations.Decisions;
using MySqlConnector;

namespace Conversations.MariaDb;

/// <summary>Reads rows. Only what the library has checked is stored, so nothing is checked again.</summary>
internal static class Rows
{
    internal static ConversationRow Conversation(MySqlDataReader row) => new(
        Conversations.ConversationId.FromStored(row.GetString("id")),
        row["created_at"] is DBNull ? null : new()
        {
            Subject = row.Text("subject"),
            PhotoUrl = row.Text("photo_url"),
            WelcomeMessages = JsonSerializer.Deserialize<string[]>(row.GetString("welcome_messages"))!,
            Custom = CustomData.FromStored(row.GetString("custom")),
        },
        new()
        {
            CreatedAt = row.Time("created_at") ?? default,
            ParticipantCount = row.GetInt32("participant_count"),
            MessageCount = 0,
            LastSequence = row.GetInt64("last_sequence"),
            LastActivityAt = row.Time("last_activity_at"),
            Version = row.GetInt64("version"),
            SettingsVersion = row.GetInt64("settings_version"),
        },
        row.Time("last_sent_at"),
        row.GetInt64("deleted_version"),
        row.GetInt64("deleted_sequence"));

    internal static View View(MySqlDataReader row)
    {
        var conversation = Conversation(row);
        return new(
            conversation with { Counters = conversation.Counters with { MessageCount = row.GetInt64("message_count") } },
            row["user_id"] is DBNull ? null : Participant(row),
            row.GetInt64("unread_count"),
            row["last_shown"] as long?,
            [.. JsonSerializer.Deserialize<string[]>(row.Text("others") ?? "[]")!.Select(UserId.FromStored)]);
    }

    internal static Membership Membership(MySqlDataReader row) => new(Participant(row), row.Time("ended_at"), row.GetBoolean("ended_by_app"));

    internal static Participant Participant(MySqlDataReader row) => new()
    {
        UserId = User(row),
        Access = (ParticipantAccess)row.GetInt32("access"),
        Notify = (NotifySetting)row.GetInt32("notify"),
        JoinedAt = row.Time("joined_at")!.Value,
        JoinedAfter = row.GetInt64("joined_after"),
        VisibleFrom = row.GetInt64("visible_from"),
        ReadUpTo = row.GetInt64("read_up_to"),
        IsMarkedUnread = row.GetBoolean("is_marked_unread"),
    };

    /// <summary>Reads a message without its reactions and the message that it answers, or what remains of a deleted message.</summary>
    internal static MessageSlot Message(MySqlDataReader row)
    {
        var (sequence, sender) = (row.GetInt64("sequence"), row.Text("sender_id") is { } id ? UserId.FromStored(id) : (UserId?)null);
        return row.GetBoolean("is_deleted") ? new(sequence, sender, default, null) : new(sequence, sender, new((byte[])row["hash"]), new()
        {
            Id = MessageId.FromStored(row.GetString("id")),
            ConversationId = ConversationId(row),
            Sequence = sequence,
            SenderId = sender,
            Text = row.GetString("text"),
            Custom = CustomData.FromStored(row.GetString("custom")),
            ReplyTo = row.Text("reply_to") is { } answered ? MessageId.FromStored(answered) : null,
            Origin = (MessageOrigin)row.GetInt32("origin"),
            CreatedAt = row.Time("created_at")!.Value,
            EditedAt = row.Time("edited_at"),
            Revision = row.GetInt32("revision"),
        });
    }

    internal static Reactor Reactor(MySqlDataReader row) =>
        new(User(row), row.GetString("emoji"), row.Time("reacted_at")!.Value, row.GetInt64("version"));

    internal static Change Change(MySqlDataReader row) => JsonSerializer.Deserialize<Change>(row.GetString("body"), ConversationsJson.Options)!;

    internal static UserId User(MySqlDataReader row) => UserId.FromStored(row.GetString("user_id"));

    internal static ConversationId ConversationId(MySqlDataReader row) => Conversations.ConversationId.FromStored(row.GetString("conversation_id"));

    internal static long Number(MySqlDataReader row) => row.GetInt64(0);

    private static string? Text(this MySqlDataReader row, string name) => row[name] as string;

    private static DateTimeOffset? Time(this MySqlDataReader row, string name) =>
        row[name] is long time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;
}
