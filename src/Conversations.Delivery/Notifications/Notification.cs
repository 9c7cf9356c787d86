namespace Conversations;

/// <summary>The messages of a conversation that a participant has missed, read directly before the handler is called.</summary>
public sealed record Notification
{
    /// <summary>
    /// Gets the id of the notification: 32 hexadecimal characters, the same at each attempt and for each handler. Use it as the idempotency key.
    /// </summary>
    public required string DeliveryId { get; init; }

    /// <summary>Gets the number of the attempt of this handler; 1 is the first.</summary>
    public required int Attempt { get; init; }

    /// <summary>Gets when the notification was triggered.</summary>
    public required DateTimeOffset TriggeredAt { get; init; }

    /// <summary>Gets the recipient, with addresses and custom data. If the user is not known, the name is the id, and there are no addresses.</summary>
    public required User Recipient { get; init; }

    /// <summary>Gets the conversation as the recipient sees it, with its custom data.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>Gets the title and the photo of the conversation, as the recipient sees them.</summary>
    public required ConversationView View { get; init; }

    /// <summary>
    /// Gets the missed messages in their order: at least one, and the newest ones if there are more than <see cref="NotificationOptions.MaxMessages"/>.
    /// </summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>Gets the number of unread messages, messages of the app included.</summary>
    public required long UnreadCount { get; init; }

    /// <summary>Gets whether one of <see cref="Messages"/> mentions the recipient.</summary>
    public required bool IsMentioned { get; init; }

    /// <summary>
    /// Gets the recipient, the senders of <see cref="Messages"/>, the users whom these mention, and up to three other participants, by id. Users who are
    /// not known are missing.
    /// </summary>
    public required IReadOnlyDictionary<UserId, User> Users { get; init; }
}
