namespace Conversations.Storage;

/// <summary>Keeps the library's own users.</summary>
public interface IUserStore
{
    /// <summary>Stores a user, in place of what was stored under the same id before.</summary>
    /// <param name="user">The user, whole.</param>
    /// <param name="expectedVersion">The version that is stored now; 0 = there is no such user. The one stored has one more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was stored; false = another version is there, and nothing was written.</returns>
    Task<bool> TrySetUserAsync(User user, long expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>Removes a user; one who is not there is a success.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there was one to remove.</returns>
    Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Finds users.</summary>
    /// <param name="userIds">Whom to find.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Those who are there, in any order.</returns>
    Task<IReadOnlyList<StoredUser>> FindUsersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default);

    /// <summary>Tells whether two users take part in one conversation at this moment.</summary>
    /// <param name="userId">The one.</param>
    /// <param name="other">The other.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there is such a conversation.</returns>
    Task<bool> ShareConversationAsync(UserId userId, UserId other, CancellationToken cancellationToken = default);
}
