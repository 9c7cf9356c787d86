using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a message to import, with its own id and time. An import takes a copy, so the instance can be reused for the next message.</summary>
public sealed class ImportedMessage
{
    /// <summary>Gets or sets the id. If the import runs again, it finds by their ids the messages that it stored before.</summary>
    [JsonPropertyName("id")]
    public required MessageId Id { get; set; }

    /// <summary>
    /// Gets or sets the user who wrote the message, or null for a system message. The user does not need to take part.
    /// </summary>
    [JsonPropertyName("senderId")]
    public UserId? SenderId { get; set; }

    /// <summary>
    /// Gets or sets the text, at most <see cref="ConversationLimits.MaxTextLength"/> characters (10,000 UTF-16 units by default),
    /// at least one visible.
    /// </summary>
    [JsonPropertyName("text")]
    public required string Text { get; set; }

    /// <summary>
    /// Gets or sets the time at which the message was written, from 1970 to one day after now. It is cut to whole milliseconds.
    /// </summary>
    [JsonPropertyName("createdAt")]
    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>Gets or sets the app's own data.</summary>
    [JsonPropertyName("custom")]
    public CustomData Custom { get; set => field = value ?? CustomData.Empty; } = CustomData.Empty;

    /// <summary>Gets or sets the message of the same conversation that this one answers, or null for none.</summary>
    [JsonPropertyName("replyTo")]
    public MessageId? ReplyTo { get; set; }

    internal ImportedMessage Copy() => (ImportedMessage)MemberwiseClone();
}
