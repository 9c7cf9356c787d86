using System.Text;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a message of a user or of the app, as it was when it was read.</summary>
public sealed record Message
{
    // A million messages may be in memory at once, and a nullable value needs more memory than the value itself. So these fields
    // are not nullable: the default id and Timestamp.None stand for null.
    private readonly UserId _sender;
    private readonly MessageId _replyTo;
    private readonly long _createdAt;
    private readonly long _editedAt = Timestamp.None;

    /// <summary>Gets the id, which is unique within the conversation.</summary>
    [JsonPropertyName("id")]
    public required MessageId Id { get; init; }

    /// <summary>Gets the conversation.</summary>
    [JsonPropertyName("conversationId")]
    public required ConversationId ConversationId { get; init; }

    /// <summary>
    /// Gets the number of the message in the conversation, at least 1. It is never used again. Messages are ordered only by it.
    /// </summary>
    [JsonPropertyName("sequence")]
    public required long Sequence { get; init; }

    /// <summary>Gets whether a user or the app wrote the message.</summary>
    [JsonPropertyName("type")]
    [JsonConverter(typeof(FixedEnumConverter<MessageType>))]
    public MessageType Type => _sender.IsDefault ? MessageType.System : MessageType.User;

    /// <summary>Gets how the message was added.</summary>
    [JsonPropertyName("origin")]
    [JsonConverter(typeof(FixedEnumConverter<MessageOrigin>))]
    public MessageOrigin Origin { get; init; }

    /// <summary>
    /// Gets the options with which to read the text as markup: <see cref="MarkupOptions.ForUser"/> if a user sent the message
    /// through a session; otherwise <see cref="MarkupOptions.ForApp"/>.
    /// </summary>
    [JsonIgnore]
    public MarkupOptions MarkupOptions => Origin is MessageOrigin.Api or MessageOrigin.Import ? MarkupOptions.ForApp : MarkupOptions.ForUser;

    /// <summary>Gets the user who wrote the message, or null for a system message.</summary>
    [JsonPropertyName("senderId")]
    public UserId? SenderId
    {
        get => _sender.IsDefault ? null : _sender;
        init => _sender = value ?? default;
    }

    /// <summary>
    /// Gets the text: at least 1 character (UTF-16 unit), and at most <see cref="ConversationLimits.MaxTextLength"/> (10,000 by
    /// default) at the time at which it was written.
    /// </summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>Gets the app's own data.</summary>
    [JsonPropertyName("custom")]
    public CustomData Custom { get; init => field = value ?? CustomData.Empty; } = CustomData.Empty;

    /// <summary>
    /// Gets the time at which the message was stored, or the time at which it was written if it was imported; in UTC and whole
    /// milliseconds.
    /// </summary>
    [JsonPropertyName("createdAt")]
    public required DateTimeOffset CreatedAt
    {
        get => Timestamp.FromMilliseconds(_createdAt);
        init => _createdAt = value.ToUnixTimeMilliseconds();
    }

    /// <summary>Gets the time of the last edit in UTC and whole milliseconds, or null if the message was never edited.</summary>
    [JsonPropertyName("editedAt")]
    public DateTimeOffset? EditedAt
    {
        get => _editedAt == Timestamp.None ? null : Timestamp.FromMilliseconds(_editedAt);
        init => _editedAt = value?.ToUnixTimeMilliseconds() ?? Timestamp.None;
    }

    /// <summary>Gets the number of edits. A caller that edits the message can pass it as the expected revision.</summary>
    [JsonPropertyName("revision")]
    public int Revision { get; init; }

    /// <summary>Gets the message that this one answers, or null if there is none.</summary>
    [JsonPropertyName("replyTo")]
    public MessageId? ReplyTo
    {
        get => _replyTo.IsDefault ? null : _replyTo;
        init => _replyTo = value ?? default;
    }

    /// <summary>
    /// Gets the answered message as it is now, or null if there is none or it was deleted. Its own <see cref="RepliedTo"/> is
    /// always null.
    /// </summary>
    [JsonPropertyName("repliedTo")]
    public Message? RepliedTo { get; init; }

    /// <summary>Gets whether this message answers a message that was deleted in the meantime.</summary>
    [JsonIgnore]
    public bool IsReplyToDeleted => !_replyTo.IsDefault && RepliedTo is null;

    /// <summary>
    /// Gets the different emoji with which users reacted, in the order in which the first reaction with each was added.
    /// </summary>
    [JsonPropertyName("reactions")]
    public IReadOnlyList<Reaction> Reactions { get; init => field = value ?? []; } = [];

    /// <summary>Returns whether another message has the same values.</summary>
    /// <param name="other">The message to compare with. Null is never equal.</param>
    /// <returns>True if all values are equal; otherwise false.</returns>
    public bool Equals(Message? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && Id == other.Id
            && ConversationId == other.ConversationId
            && Sequence == other.Sequence
            && Origin == other.Origin
            && _sender == other._sender
            && Text == other.Text
            && Custom.Equals(other.Custom)
            && _createdAt == other._createdAt
            && _editedAt == other._editedAt
            && Revision == other.Revision
            && _replyTo == other._replyTo
            && Equals(RepliedTo, other.RepliedTo)
            && Reactions.SequenceEqual(other.Reactions));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ConversationId, Id, Sequence, Revision);

    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        "Id = {0}, ConversationId = {1}, Sequence = {2}, Type = {3}, Origin = {4}, SenderId = {5}, Text = {6}, Custom = {7}, "
        + "CreatedAt = {8}, EditedAt = {9}, Revision = {10}, ReplyTo = {11}, RepliedTo = {12}, IsReplyToDeleted = {13}, Reactions = {14}",
        Id, ConversationId, Sequence, Type, Origin, SenderId, Text, Custom, CreatedAt, EditedAt, Revision, ReplyTo, RepliedTo, IsReplyToDeleted,
        Printed.List(Reactions));
}
