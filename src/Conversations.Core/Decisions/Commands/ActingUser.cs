namespace Conversations.Decisions;

/// <summary>The user who acts in a session, with the permissions of the session.</summary>
/// <param name="UserId">The user, whom the app has authenticated.</param>
/// <param name="Permissions">What the user may do.</param>
public sealed record ActingUser(UserId UserId, UserPermissions Permissions);
