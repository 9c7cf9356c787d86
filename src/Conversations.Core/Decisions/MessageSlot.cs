namespace Conversations.Decisions;

/// <summary>What is stored under a message id: a message, or what remains of a deleted message.</summary>
/// <param name="sequence">The message's place in the conversation.</param>
/// <param name="senderId">The user who wrote the message, or null for a system message.</param>
/// <param name="hash">The hash of the content that was first sent; <c>default</c> for a deleted message.</param>
/// <param name="message">The message as it is now, with the message that it answers, or null if it was deleted.</param>
public sealed class MessageSlot(long sequence, UserId? senderId, ContentHash hash, Message? message)
{
    /// <summary>Gets the message's place in the conversation.</summary>
    public long Sequence { get; init; } = sequence;

    /// <summary>Gets the user who wrote the message, or null for a system message.</summary>
    public UserId? SenderId { get; init; } = senderId;

    /// <summary>Gets the hash of the content that was first sent; <c>default</c> for a deleted message.</summary>
    public ContentHash Hash { get; init; } = hash;

    /// <summary>Gets the message as it is now, with the message that it answers, or null if it was deleted.</summary>
    public Message? Message { get; init; } = message;
}
