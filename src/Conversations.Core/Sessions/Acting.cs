namespace Conversations;

/// <summary>A user who acts, and what they may do.</summary>
/// <param name="UserId">The user, of whom the app has proved who they are.</param>
/// <param name="Permissions">What they may do.</param>
public sealed record Acting(UserId UserId, UserPermissions Permissions);
