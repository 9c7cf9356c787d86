using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Conversations.Decisions;
using Conversations.Storage;
using MySqlConnector;

namespace Conversations.MariaDb;

/// <summary>Reads rows and the documents in them. Only what the library has checked is stored, so nothing is checked again.</summary>
internal static class Rows
{
    /// <summary>The library's form of the model, also for the types of this store. No '&lt;' is escaped, so that SQL finds mentions in texts.</summary>
    private static readonly JsonSerializerOptions _options = new(ConversationsJson.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ConversationsJson.Resolver, new DefaultJsonTypeInfoResolver()),
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static string ToJson<T>(T value) => JsonSerializer.Serialize(value, _options);

    /// <summary>Returns the document of a message. The sender, the reactions and the answered message change without it.</summary>
    internal static string ToBody(Message message) => ToJson(message with { SenderId = null, Reactions = [], RepliedTo = null });

    internal static T Json<T>(this MySqlDataReader row, string column) => JsonSerializer.Deserialize<T>(row.GetString(column), _options)!;

    /// <summary>Reads the head of a conversation, which is null while the conversation is created.</summary>
    internal static ConversationHead Head(MySqlDataReader row) => row["head"] is DBNull ? default : row.Json<ConversationHead>("head");

    /// <summary>Reads a conversation, and the viewer if a user reads it.</summary>
    internal static StoredConversation Conversation(MySqlDataReader row)
    {
        var (head, viewer) = (Head(row), row["membership"] is DBNull ? null : Membership(row).Participant);
        var counters = head.Counters with { MessageCount = row.GetInt64("message_count") };
        var id = Conversations.ConversationId.FromStored(row.GetString("id"));
        return new(counters.ToConversation(id, head.Settings!, Message(row, viewer?.UserId)), viewer);
    }

    internal static StoredInboxEntry Entry(MySqlDataReader row)
    {
        var read = Conversation(row);
        return new(read.Conversation, read.Viewer!, row.GetInt64("unread_count"), row.Json<UserId[]>("others"));
    }

    internal static Membership Membership(MySqlDataReader row) => row.Json<Membership>("membership");

    /// <summary>Reads a message, or what remains of a deleted message.</summary>
    internal static MessageSlot Slot(MySqlDataReader row, UserId? viewer)
    {
        var message = Message(row, viewer);
        return new(row.GetInt64("sequence"), row.User("sender_id"), message is null ? default : new((byte[])row["hash"]), message);
    }

    internal static Reactor[] Reactors(MySqlDataReader row) => row.Json<Reactor[]>("reactors");

    internal static Change Change(MySqlDataReader row) => row.Json<Change>("body");

    internal static ConversationId ConversationId(MySqlDataReader row) => Conversations.ConversationId.FromStored(row.GetString("conversation_id"));

    private static Message? Message(MySqlDataReader row, UserId? viewer) =>
        Message(row, "", viewer) is { } message ? message with { RepliedTo = Message(row, "answered_", viewer) } : null;

    private static Message? Message(MySqlDataReader row, string prefix, UserId? viewer) => row[$"{prefix}body"] is DBNull ? null :
        row.Json<Message>($"{prefix}body") with
        {
            SenderId = row.User($"{prefix}sender_id"),
            Reactions = Storage.Reactors.ByEmoji(row.Json<Reactor[]>($"{prefix}reactors"), viewer),
        };

    private static UserId? User(this MySqlDataReader row, string column) => row[column] is string id ? UserId.FromStored(id) : null;
}
