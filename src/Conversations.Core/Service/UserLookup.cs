using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations;

/// <summary>Finds users: first in the directories of the app, then among the library's own users.</summary>
internal sealed class UserLookup(
    IConversationStore store, IServiceScopeFactory scopes, IEnumerable<UserDirectoryRegistration> registrations) : IUserLookup
{
    private readonly UserDirectoryRegistration[] _registrations = [.. registrations];

    public bool HasDirectory => _registrations.Length > 0;

    internal async Task<IReadOnlyDictionary<UserId, User>> FindAsync(IEnumerable<UserId> userIds, CancellationToken cancellationToken)
    {
        var found = new Dictionary<UserId, User>();
        HashSet<UserId> missing = [.. userIds];
        if (_registrations.Length > 0 && missing.Count > 0)
            await AskDirectoriesAsync(found, missing, cancellationToken).ConfigureAwait(false);

        if (missing.Count > 0)
        {
            foreach (var stored in await store.FindUsersAsync(missing, cancellationToken).ConfigureAwait(false))
                found[stored.User.Id] = stored.User;
        }

        return found;
    }

    Task<IReadOnlyDictionary<UserId, User>> IUserLookup.FindAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken) =>
        FindAsync(userIds, cancellationToken);

    private async Task AskDirectoriesAsync(Dictionary<UserId, User> found, HashSet<UserId> missing, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            foreach (var registration in _registrations)
            {
                if (missing.Count == 0)
                    return;

                // A directory of the app may ignore the token.
                cancellationToken.ThrowIfCancellationRequested();
                var directory = (IUserDirectory)scope.ServiceProvider.GetRequiredService(registration.Type);
                var known = await directory.FindAsync([.. missing], cancellationToken).ConfigureAwait(false)
                    ?? throw new InvalidOperationException($"The user directory {registration.Type} returned null. Return an empty collection if it knows none of the users.");
                foreach (var user in known)
                {
                    // A directory may return users that were not requested, or null for unknown ones. They are ignored.
                    if (user is not null && missing.Remove(user.Id))
                        found[user.Id] = user;
                }
            }
        }
    }
}
