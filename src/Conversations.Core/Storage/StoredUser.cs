namespace Conversations.Storage;

/// <summary>A user as stored.</summary>
/// <param name="user">The user.</param>
/// <param name="version">The number of times the user was set: 1, 2, 3 …</param>
public sealed class StoredUser(User user, long version)
{
    /// <summary>Gets the user.</summary>
    public User User => user;

    /// <summary>Gets the number of times the user was set: 1, 2, 3 …</summary>
    public long Version => version;
}
