namespace Conversations;

/// <summary>What creating or opening a conversation gave.</summary>
/// <param name="Conversation">The conversation as it is now.</param>
/// <param name="Created">Whether this call created it; of many callers at once exactly one sees true.</param>
public sealed record ConversationResult(Conversation Conversation, bool Created);
