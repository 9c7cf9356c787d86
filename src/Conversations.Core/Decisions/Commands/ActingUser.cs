namespace Conversations.Decisions;

/// <summary>The user who acts in a session, with the permissions of the session.</summary>
public sealed class ActingUser(UserId UserId, UserPermissions Permissions)
{
    /// <summary>Gets the user, whom the app has authenticated.</summary>
    public UserId UserId { get; } = UserId;

    /// <summary>Gets what the user may do.</summary>
    public UserPermissions Permissions { get; } = Permissions;
}
