using System.Text.Json;

namespace Conversations;

/// <summary>Writes conversations, messages and users with the properties that TalkJS's reference gives them. What does not exist here is null.</summary>
internal static class TalkJsObjects
{
    /// <summary>Writes a conversation; of one that does not exist any more, only its id.</summary>
    internal static void WriteConversation(
        Utf8JsonWriter writer, ConversationId id, Conversation? conversation, IReadOnlyList<Participant> participants)
    {
        writer.WriteStartObject("conversation"u8);
        if (conversation is not null)
        {
            writer.WriteNumber("createdAt"u8, conversation.CreatedAt.ToUnixTimeMilliseconds());
            WriteCustom(writer, conversation.Custom);
        }

        writer.WriteString("id"u8, id.Value);
        if (conversation is not null)
        {
            writer.WriteStartObject("participants"u8);
            foreach (var one in participants)
                WriteParticipant(writer, one);

            writer.WriteEndObject();
            writer.WriteString("photoUrl"u8, conversation.PhotoUrl);
            writer.WriteString("subject"u8, conversation.Subject);
            writer.WriteNull("topicId"u8);
            writer.WritePropertyName("welcomeMessages"u8);
            WriteList(writer, conversation.WelcomeMessages);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a message; of one that was deleted, only its ids.</summary>
    internal static void WriteMessage(Utf8JsonWriter writer, MessageChange change, Message? message)
    {
        writer.WriteStartObject("message"u8);
        if (message is null)
        {
            writer.WriteString("conversationId"u8, change.ConversationId.Value);
            writer.WriteString("id"u8, change.MessageId.Value);
        }
        else
        {
            WriteFields(writer, message);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes the missed messages of a notification, its recipient, and the sender of the last message.</summary>
    internal static void WriteNotification(Utf8JsonWriter writer, Notification notification)
    {
        writer.WriteStartArray("messages"u8);
        foreach (var message in notification.Messages)
        {
            writer.WriteStartObject();
            WriteFields(writer, message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("notificationId"u8, notification.DeliveryId);
        WriteUser(writer, "recipient"u8, notification.Recipient.Id, notification.Users);
        WriteUser(writer, "sender"u8, notification.Messages[^1].SenderId, notification.Users);
    }

    /// <summary>Writes a user, or a JSON null if the id is null. If the user is not known, the name is the id.</summary>
    internal static void WriteUser(Utf8JsonWriter writer, ReadOnlySpan<byte> property, UserId? id, IReadOnlyDictionary<UserId, User> users)
    {
        if (id is not { } known)
        {
            writer.WriteNull(property);
            return;
        }

        var user = users.GetValueOrDefault(known);
        writer.WriteStartObject(property);
        writer.WriteNull("availabilityText"u8);
        WriteCustom(writer, user?.Custom ?? CustomData.Empty);
        writer.WritePropertyName("email"u8);
        WriteList(writer, user?.Emails ?? []);
        writer.WriteString("id"u8, known.Value);
        writer.WriteString("locale"u8, user?.Locale);
        writer.WriteString("name"u8, user?.Name ?? known.Value);
        writer.WritePropertyName("phone"u8);
        WriteList(writer, user?.Phones ?? []);
        writer.WriteString("photoUrl"u8, user?.PhotoUrl);
        writer.WriteNull("pushTokens"u8);
        writer.WriteString("role"u8, user?.Role);
        writer.WriteString("welcomeMessage"u8, user?.WelcomeMessage);
        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, Message message)
    {
        writer.WriteNull("attachment"u8);
        writer.WriteString("conversationId"u8, message.ConversationId.Value);
        writer.WriteNumber("createdAt"u8, message.CreatedAt.ToUnixTimeMilliseconds());
        WriteCustom(writer, message.Custom);
        if (message.EditedAt is { } editedAt)
            writer.WriteNumber("editedAt"u8, editedAt.ToUnixTimeMilliseconds());
        else
            writer.WriteNull("editedAt"u8);

        writer.WriteString("id"u8, message.Id.Value);
        writer.WriteNull("location"u8);
        writer.WriteString("origin"u8, OriginOf(message));
        writer.WriteStartArray("readBy"u8);
        writer.WriteEndArray();
        writer.WriteString("referencedMessageId"u8, message.ReplyTo?.Value);
        writer.WriteString("senderId"u8, message.SenderId?.Value);
        writer.WriteString("text"u8, message.Text);
        writer.WriteString("type"u8, message.Type == MessageType.System ? "SystemMessage"u8 : "UserMessage"u8);
    }

    private static ReadOnlySpan<byte> OriginOf(Message message) => message.Origin switch
    {
        MessageOrigin.Session => "web"u8,
        MessageOrigin.Import => "import"u8,
        _ => "rest"u8,
    };

    private static void WriteParticipant(Utf8JsonWriter writer, Participant participant)
    {
        writer.WriteStartObject(participant.UserId.Value);
        writer.WriteString("access"u8, participant.Access == ParticipantAccess.Read ? "Read"u8 : "ReadWrite"u8);
        if (participant.Notify == NotifySetting.MentionsOnly)
            writer.WriteString("notify"u8, "MentionsOnly"u8);
        else
            writer.WriteBoolean("notify"u8, participant.Notify == NotifySetting.All);

        writer.WriteEndObject();
    }

    private static void WriteCustom(Utf8JsonWriter writer, CustomData custom)
    {
        writer.WriteStartObject("custom"u8);
        foreach (var (key, value) in custom)
            writer.WriteString(key, value);

        writer.WriteEndObject();
    }

    /// <summary>Writes a list. TalkJS gives null instead of an empty one.</summary>
    private static void WriteList(Utf8JsonWriter writer, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (var value in values)
            writer.WriteStringValue(value);

        writer.WriteEndArray();
    }
}
