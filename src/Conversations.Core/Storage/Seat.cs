namespace Conversations.Storage;

/// <summary>A participant row to be written.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Access">What they may do from now on.</param>
/// <param name="Notify">Of which missed messages they want to be notified from now on.</param>
/// <param name="Joins">
/// Whether they join with this commit: then they joined at its time and after the last message, with nothing unread. Else
/// only access and notification setting of their row change.
/// </param>
public sealed record Seat(UserId UserId, ParticipantAccess Access, NotifySetting Notify, bool Joins);
