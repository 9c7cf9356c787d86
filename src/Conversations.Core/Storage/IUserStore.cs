namespace Conversations.Storage;

/// <summary>Keeps the library's own users.</summary>
public interface IUserStore
{
    /// <summary>Stores a user.</summary>
    /// <remarks>
    /// <para>
    /// 1. The user replaces the whole user that is stored under the same id, but only if that one has the expected version; the check and
    /// the write are one. The new version is one more.
    /// </para>
    /// </remarks>
    /// <param name="user">The user, with all attributes.</param>
    /// <param name="expectedVersion">
    /// The version that the stored user must have; 0 if no user may be stored under the id.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if the user was stored; false if another version is stored, and nothing was written.</returns>
    Task<bool> TrySetUserAsync(User user, long expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>Removes a user.</summary>
    /// <remarks>
    /// <para>1. The call succeeds also if no such user is stored. A user who is stored again has version 1.</para>
    /// </remarks>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if the user was stored.</returns>
    Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Finds users by id.</summary>
    /// <remarks>
    /// <para>1. Each user is as it was stored, in any order. An id without a user is left out.</para>
    /// </remarks>
    /// <param name="userIds">The ids to find.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The users that are stored.</returns>
    Task<IReadOnlyList<StoredUser>> FindUsersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default);

    /// <summary>Lists users in the order of their ids.</summary>
    /// <remarks>
    /// <para>1. The users are those after the id, by code point, and as many as the limit: fewer only at the end.</para>
    /// </remarks>
    /// <param name="after">The id after which the list begins, or null for its beginning.</param>
    /// <param name="limit">The maximum number of users.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The users.</returns>
    Task<IReadOnlyList<StoredUser>> ListUsersAsync(UserId? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Tells whether there is a conversation in which both users take part.</summary>
    /// <remarks>
    /// <para>1. Both take part at this moment: an ended membership and a deleted conversation do not count.</para>
    /// </remarks>
    /// <param name="userId">The one user.</param>
    /// <param name="other">The other user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if there is such a conversation.</returns>
    Task<bool> ShareConversationAsync(UserId userId, UserId other, CancellationToken cancellationToken = default);
}
