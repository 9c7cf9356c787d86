namespace Conversations.Decisions;

/// <summary>A participant row to write.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Access">What the user may do from now on.</param>
/// <param name="Notify">The missed messages of which the user wants to be notified from now on.</param>
/// <param name="Joins">
/// Whether the user joins with this commit: the user then joins at the time of the commit, after the last message, and has nothing unread.
/// Otherwise only the access and the notification setting of the user's row change.
/// </param>
public sealed record ParticipantWrite(UserId UserId, ParticipantAccess Access, NotifySetting Notify, bool Joins)
{
    /// <summary>
    /// Gets from which message on the user sees the conversation, or null to leave it as it is. For a user who joins, null means from
    /// the first message on.
    /// </summary>
    public HistoryStart? History { get; init; }
}
