namespace Conversations.Storage;

/// <summary>A conversation as it was read, with the row of the user for whom it was read.</summary>
public sealed class StoredConversation(Conversation Conversation, Participant? Viewer)
{
    /// <summary>Gets the conversation, with its last message.</summary>
    public Conversation Conversation { get; } = Conversation;

    /// <summary>Gets the viewer as a participant, or null if the app read.</summary>
    public Participant? Viewer { get; } = Viewer;
}
