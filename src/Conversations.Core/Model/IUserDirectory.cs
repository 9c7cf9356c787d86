namespace Conversations;

/// <summary>Finds users that the app itself stores. Register an implementation with <c>AddUserDirectory</c>.</summary>
/// <remarks>
/// <para>
/// The directories are asked first, in the order of their registration, and each only for the users that are not found yet. The remaining
/// users are looked up among the library's own users. A user may be unknown: the id is then displayed instead of the name.
/// </para>
/// <para>
/// For each lookup, a new scope is created and the directories are resolved from it, so a directory can use scoped services. An exception
/// that a directory throws reaches the caller of the method that needs the users.
/// </para>
/// </remarks>
public interface IUserDirectory
{
    /// <summary>Finds users.</summary>
    /// <param name="userIds">
    /// The users to find: at least one, and none twice. For a page of an inbox: its user, and up to four more for each entry.
    /// </param>
    /// <param name="cancellationToken">The token of the call that needs the users.</param>
    /// <returns>The known users, in any order. Empty if none is known; never null.</returns>
    Task<IReadOnlyCollection<User>> FindAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken);
}
