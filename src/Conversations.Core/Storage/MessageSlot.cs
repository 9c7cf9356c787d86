namespace Conversations.Storage;

/// <summary>What stands under a message id: a message, or the tombstone of a deleted one.</summary>
/// <param name="Sequence">The message's place in the conversation.</param>
/// <param name="SenderId">The user who wrote it; null for a system message.</param>
/// <param name="Hash">The fingerprint of what was first sent; not kept for a deleted one.</param>
/// <param name="Message">The message as it is now, with the one that it answers; null = it was deleted.</param>
public sealed record MessageSlot(long Sequence, UserId? SenderId, ContentHash Hash, Message? Message);
