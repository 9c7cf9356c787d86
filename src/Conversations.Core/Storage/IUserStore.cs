namespace Conversations.Storage;

/// <summary>Keeps the library's own users.</summary>
public interface IUserStore
{
    /// <summary>Stores a user, and replaces the whole user that is stored under the same id.</summary>
    /// <param name="user">The user, with all attributes.</param>
    /// <param name="expectedVersion">
    /// The version that the stored user must have; 0 if no user may be stored under the id. The new version is one more.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if the user was stored; false if another version is stored, and nothing was written.</returns>
    Task<bool> TrySetUserAsync(User user, long expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>Removes a user. It succeeds also if no such user is stored.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if the user was stored.</returns>
    Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Finds users by id.</summary>
    /// <param name="userIds">The ids to find.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The users that are stored, in any order.</returns>
    Task<IReadOnlyList<StoredUser>> FindUsersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default);

    /// <summary>Tells whether there is a conversation in which both users take part at this moment.</summary>
    /// <param name="userId">The one user.</param>
    /// <param name="other">The other user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if there is such a conversation.</returns>
    Task<bool> ShareConversationAsync(UserId userId, UserId other, CancellationToken cancellationToken = default);
}
