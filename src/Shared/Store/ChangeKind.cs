namespace Conversations;

/// <summary>The kinds of changes in the log. The numbers are stored, so they must not change.</summary>
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
    NotificationTriggered = 12,
}
