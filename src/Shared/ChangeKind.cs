namespace Conversations;

/// <summary>The kinds of change in the log; the numbers stand in the file.</summary>
internal enum ChangeKind
{
    ConversationCreated = 1,
    ConversationUpdated = 2,
    ConversationDeleted = 3,
    ParticipantAdded = 4,
    ParticipantUpdated = 5,
    ParticipantRemoved = 6,
    MessageSent = 7,
    MessageEdited = 8,
    MessageDeleted = 9,
    ReactionAdded = 10,
    ReactionRemoved = 11,
}
