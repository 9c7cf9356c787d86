namespace Conversations.Storage;

/// <summary>A conversation as it was read, with the row of the user for whom it was read.</summary>
/// <param name="Conversation">The conversation, with its last message.</param>
/// <param name="Viewer">The viewer as a participant, or null if the app read.</param>
public sealed record StoredConversation(Conversation Conversation, Participant? Viewer);
