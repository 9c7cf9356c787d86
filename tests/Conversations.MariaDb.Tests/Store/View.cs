namespace Conversations.MariaDb;

/// <summary>A conversation as a participant sees it, or the app.</summary>
/// <param name="Row">The row of the conversation.</param>
/// <param name="Viewer">The participant, or null if the app reads.</param>
/// <param name="UnreadCount">The number of messages that the participant has not read.</param>
/// <param name="LastSequence">The sequence of the last message that the viewer sees, or null if there is none.</param>
/// <param name="FirstOthers">The first other participants.</param>
internal sealed record View(ConversationRow Row, Participant? Viewer, long UnreadCount, long? LastSequence, IReadOnlyList<UserId> FirstOthers)
{
    /// <summary>Gets the sequence of the first message that the viewer sees.</summary>
    internal long From => Viewer?.VisibleFrom ?? 1;
}
