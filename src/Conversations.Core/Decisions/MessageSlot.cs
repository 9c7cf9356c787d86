namespace Conversations.Decisions;

/// <summary>What is stored under a message id: a message, or what remains of a deleted message.</summary>
/// <param name="Sequence">The message's place in the conversation.</param>
/// <param name="SenderId">The user who wrote the message, or null for a system message.</param>
/// <param name="Hash">The hash of the content that was first sent; <c>default</c> for a deleted message.</param>
/// <param name="Message">The message as it is now, with the message that it answers, or null if it was deleted.</param>
public sealed record MessageSlot(long Sequence, UserId? SenderId, ContentHash Hash, Message? Message);
