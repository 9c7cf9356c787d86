using System.Text.Json.Serialization;
using System.Diagnostics.CodeAnalysis;

namespace Conversations;

/// <summary>
/// Represents a message to send. A call reads it before it first waits, so changes during the call do not affect it.
/// </summary>
public sealed class MessageDraft
{
    /// <summary>Initializes a draft. An object initializer must set the text.</summary>
    public MessageDraft()
    {
    }

    /// <summary>Initializes a draft with a text.</summary>
    /// <param name="text">The text, as <see cref="Text"/> describes it.</param>
    [SetsRequiredMembers]
    public MessageDraft(string text) => Text = text;

    /// <summary>
    /// Gets or sets the text, at most <see cref="ConversationLimits.MaxTextLength"/> characters (10,000 UTF-16 units by default),
    /// at least one visible.
    /// </summary>
    [JsonPropertyName("text")]
    public required string Text { get; set; }

    /// <summary>
    /// Gets or sets the id, which makes a retry safe. If it is null, each call creates an id, so a retry sends the message twice.
    /// </summary>
    [JsonPropertyName("id")]
    public MessageId? Id { get; set; }

    /// <summary>Gets or sets the app's own data.</summary>
    [JsonPropertyName("custom")]
    public CustomData Custom { get; set => field = value ?? CustomData.Empty; } = CustomData.Empty;

    /// <summary>Gets or sets the message of the same conversation that this one answers, or null for none.</summary>
    [JsonPropertyName("replyTo")]
    public MessageId? ReplyTo { get; set; }
}
