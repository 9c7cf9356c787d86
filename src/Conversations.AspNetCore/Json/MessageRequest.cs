using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Json;

/// <summary>A message to send. A user sends as themselves, so only the server side reads the sender and the type.</summary>
internal sealed class MessageRequest
{
    public string? Text { get; set; }

    public CustomData? Custom { get; set; }

    /// <summary>The message that this one replies to. In TalkJS its name is <see cref="ReferencedMessageId"/>.</summary>
    public string? ReplyTo { get; set; }

    public string? ReferencedMessageId { get; set; }

    /// <summary>The id of the message, which makes the request safe to repeat.</summary>
    public string? IdempotencyKey { get; set; }

    /// <summary>The user who sends, on the server side.</summary>
    public string? Sender { get; set; }

    public string? SenderId { get; set; }

    /// <summary>UserMessage, which is the default, or SystemMessage, on the server side.</summary>
    public string? Type { get; set; }

    /// <summary>When the message was written, in an import.</summary>
    public long? Timestamp { get; set; }

    public long? CreatedAt { get; set; }

    internal MessageId? Reply => (ReplyTo ?? ReferencedMessageId) is { } id ? Refusal.IdOf<MessageId>(id, "replyTo") : null;

    internal MessageId? Key => IdempotencyKey is { } key ? Refusal.IdOf<MessageId>(key, "idempotencyKey") : null;

    internal UserId? From => (SenderId ?? Sender) is { } id ? Refusal.IdOf<UserId>(id, "sender") : null;

    internal bool IsSystem => Type switch
    {
        null or "UserMessage" => false,
        "SystemMessage" => true,
        _ => throw Refusal.Of("type", "must be UserMessage or SystemMessage"),
    };

    /// <summary>Returns the message.</summary>
    /// <param name="idempotencyKey">The header of the request, or null.</param>
    internal MessageDraft ToDraft(string? idempotencyKey) => new(Text ?? throw Refusal.Of("text", "is required"))
    {
        Id = Key ?? (idempotencyKey is null ? null : Refusal.IdOf<MessageId>(idempotencyKey, "Idempotency-Key")),
        ReplyTo = Reply,
        Custom = Custom ?? CustomData.Empty,
    };
}

/// <summary>One message, or an array of messages.</summary>
[JsonConverter(typeof(MessagesRequestConverter))]
internal sealed class MessagesRequest(IReadOnlyList<MessageRequest> items)
{
    internal IReadOnlyList<MessageRequest> Items => items;
}

/// <summary>Reads one message or several ones.</summary>
internal sealed class MessagesRequestConverter : JsonConverter<MessagesRequest>
{
    public override MessagesRequest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
            return new([JsonSerializer.Deserialize(ref reader, HttpJson.Default.MessageRequest)!]);

        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();

        var items = new List<MessageRequest>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var field = $"[{items.Count}]";
            items.Add(Texts.Within<MessageRequest>(ref reader, HttpJson.Default.MessageRequest, field) ?? throw Refusal.Of(field, "must be a message"));
        }

        return new(items);
    }

    public override void Write(Utf8JsonWriter writer, MessagesRequest value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>What changes a message. A property that is left out stays as it is.</summary>
internal sealed class MessagePatchRequest
{
    internal MessagePatch Patch { get; } = new();

    public string? Text { get => Patch.Text; set => Patch.Text = value; }

    public CustomPatch? Custom { get => Patch.Custom; set => Patch.Custom = value; }
}
