namespace Conversations.Storage;

/// <summary>A conversation as it was read, with the place of the user for whom it was read.</summary>
/// <param name="Conversation">The conversation, with its last message.</param>
/// <param name="Viewer">The viewer's place; null where it was read for the app.</param>
public sealed record StoredConversation(Conversation Conversation, Participant? Viewer);
