using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>What was written, by a user or by the app, as it was when it was read.</summary>
/// <remarks>A million of these may be in memory at once, so ids and times are kept without the room for "none" beside them.</remarks>
public sealed record Message
{
    private readonly UserId _sender;
    private readonly MessageId _replyTo;
    private readonly long _createdAt;
    private readonly long _editedAt = Timestamp.None;

    /// <summary>Gets the id, unique within its conversation.</summary>
    public required MessageId Id { get; init; }

    /// <summary>Gets the conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the place in the conversation: 1, 2, 3 …, never reused. Messages are ordered by this only.</summary>
    public required long Sequence { get; init; }

    /// <summary>Gets who wrote it: a user or the app.</summary>
    public MessageType Type => _sender.IsDefault ? MessageType.System : MessageType.User;

    /// <summary>Gets on which way it came in.</summary>
    public MessageOrigin Origin { get; init; }

    /// <summary>Gets the user who wrote it; null for a system message.</summary>
    public UserId? SenderId
    {
        get => _sender.IsDefault ? null : _sender;
        init => _sender = value ?? default;
    }

    /// <summary>Gets the text, 1 to 10,000 characters (UTF-16 units).</summary>
    public required string Text { get; init; }

    /// <summary>Gets the app's own data.</summary>
    public CustomData Custom { get; init => field = value ?? CustomData.Empty; } = CustomData.Empty;

    /// <summary>Gets when it was stored, or when it was written if it was imported; UTC in whole milliseconds.</summary>
    public required DateTimeOffset CreatedAt
    {
        get => Timestamp.FromMilliseconds(_createdAt);
        init => _createdAt = value.ToUnixTimeMilliseconds();
    }

    /// <summary>Gets when it was last edited, UTC in whole milliseconds; null = never.</summary>
    public DateTimeOffset? EditedAt
    {
        get => _editedAt == Timestamp.None ? null : Timestamp.FromMilliseconds(_editedAt);
        init => _editedAt = value?.ToUnixTimeMilliseconds() ?? Timestamp.None;
    }

    /// <summary>Gets how often it was edited; what a caller can expect when it edits.</summary>
    public int Revision { get; init; }

    /// <summary>Gets the message that this one answers; null = none.</summary>
    public MessageId? ReplyTo
    {
        get => _replyTo.IsDefault ? null : _replyTo;
        init => _replyTo = value ?? default;
    }

    /// <summary>Gets the answered message as it is now, without the one that it answers itself; null where it was deleted.</summary>
    public Message? RepliedTo { get; init; }

    /// <summary>Gets whether this answers a message that was deleted since.</summary>
    [JsonIgnore]
    public bool IsReplyToDeleted => !_replyTo.IsDefault && RepliedTo is null;

    /// <summary>Gets the emoji on it, in the order in which each came to be there.</summary>
    public IReadOnlyList<Reaction> Reactions { get; init => field = value ?? []; } = [];

    /// <summary>Compares all that is read, by value.</summary>
    /// <param name="other">The message to compare with.</param>
    /// <returns>Whether nothing differs.</returns>
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
}
