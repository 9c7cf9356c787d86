namespace Conversations;

/// <summary>Finds users as the library does: first in the directories of the app, then among the library's own users.</summary>
public interface IUserLookup
{
    /// <summary>Gets whether the app has a directory.</summary>
    bool HasDirectory { get; }

    /// <summary>Finds users by id.</summary>
    /// <param name="userIds">The ids.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The users that are known, by id.</returns>
    /// <exception cref="StorageException">The store cannot serve the call.</exception>
    Task<IReadOnlyDictionary<UserId, User>> FindAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default);
}
