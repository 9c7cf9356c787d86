namespace Conversations.Storage;

/// <summary>A user as stored.</summary>
/// <param name="User">The user.</param>
/// <param name="Version">The number of times the user was set: 1, 2, 3 …</param>
public sealed record StoredUser(User User, long Version);
