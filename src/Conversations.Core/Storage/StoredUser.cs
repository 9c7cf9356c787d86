namespace Conversations.Storage;

/// <summary>A user as they are stored.</summary>
/// <param name="User">The user.</param>
/// <param name="Version">How often they were set: 1, 2, 3 …</param>
public sealed record StoredUser(User User, long Version);
