using System.Text.Json;

namespace Conversations;

/// <summary>Writes bodies of the form <c>{ "type", "timestamp", "data" }</c>, as Standard Webhooks 1.0 recommends it.</summary>
internal static class StandardBody
{
    /// <summary>The number of bytes above which a body is thin: the specification recommends less than 20 KB.</summary>
    internal const int MaxFullSize = 20 * 1_024;

    /// <summary>Writes a body.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="context">The change with its content.</param>
    /// <param name="notification">What the recipient has missed, if the change is a notification; otherwise null.</param>
    /// <param name="content">What the body contains.</param>
    internal static void Write(BodyBuffer buffer, ChangeContext<Change> context, Notification? notification, WebhookContent content)
    {
        if (content == WebhookContent.Full)
        {
            Write(buffer, context, notification, isThin: false);
            if (buffer.Length <= MaxFullSize)
                return;

            buffer.Clear();
        }

        Write(buffer, context, notification, isThin: true);
    }

    private static void Write(BodyBuffer buffer, ChangeContext<Change> context, Notification? notification, bool isThin)
    {
        var change = context.Change;
        using var writer = new Utf8JsonWriter(buffer, WebhookJson.Writing);
        writer.WriteStartObject();
        writer.WriteString("type"u8, WebhookType.NameOf(change));
        writer.WriteString("timestamp"u8, change.At.UtcDateTime);
        writer.WriteStartObject("data"u8);
        ChangeFields.Write(writer, change);
        if (!isThin && notification is not null)
            WriteNotification(writer, notification);
        else if (!isThin)
            WriteContent(writer, context);

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, ChangeContext<Change> context)
    {
        writer.WritePropertyName("conversation"u8);
        if (context.Conversation is { } conversation)
            writer.WriteRawValue(WebhookJson.BytesOf(conversation), skipInputValidation: true);
        else
            writer.WriteNullValue();

        if (context.Change is MessageChange)
        {
            writer.WritePropertyName("message"u8);
            if (context.Message is { } message)
                JsonSerializer.Serialize(writer, message, WebhookJson.Message);
            else
                writer.WriteNullValue();
        }

        WriteUsers(writer, context.Users);
    }

    private static void WriteNotification(Utf8JsonWriter writer, Notification notification)
    {
        writer.WritePropertyName("conversation"u8);
        JsonSerializer.Serialize(writer, notification.Conversation, WebhookJson.Conversation);
        writer.WriteString("title"u8, notification.View.Title);
        writer.WriteNumber("unreadCount"u8, notification.UnreadCount);
        writer.WriteBoolean("isMentioned"u8, notification.IsMentioned);
        writer.WritePropertyName("recipient"u8);
        JsonSerializer.Serialize(writer, notification.Recipient, WebhookJson.User);
        writer.WriteStartArray("messages"u8);
        foreach (var message in notification.Messages)
            JsonSerializer.Serialize(writer, message, WebhookJson.Message);

        writer.WriteEndArray();
        WriteUsers(writer, notification.Users);
    }

    private static void WriteUsers(Utf8JsonWriter writer, IReadOnlyDictionary<UserId, User> users)
    {
        writer.WriteStartObject("users"u8);
        foreach (var (id, user) in users)
        {
            writer.WritePropertyName(id.Value);
            JsonSerializer.Serialize(writer, user, WebhookJson.User);
        }

        writer.WriteEndObject();
    }
}
