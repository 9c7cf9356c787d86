using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations;

/// <summary>Finds users: in the app's directories first, then among the library's own.</summary>
internal sealed class UserLookup(
    IConversationStore store, IServiceScopeFactory scopes, IEnumerable<UserDirectoryRegistration> registrations)
{
    private readonly UserDirectoryRegistration[] _registrations = [.. registrations];

    internal async Task<Dictionary<UserId, User>> FindAsync(IEnumerable<UserId> userIds, CancellationToken cancellationToken)
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

    private async Task AskDirectoriesAsync(Dictionary<UserId, User> found, HashSet<UserId> missing, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            foreach (var registration in _registrations)
            {
                if (missing.Count == 0)
                    return;

                var directory = (IUserDirectory)scope.ServiceProvider.GetRequiredService(registration.Type);
                var known = await directory.FindAsync([.. missing], cancellationToken).ConfigureAwait(false)
                    ?? throw new InvalidOperationException($"The user directory {registration.Type} gave null. Give an empty collection where it knows nobody.");
                foreach (var user in known)
                {
                    // A directory that gives more than it was asked for, or null for whom it does not know, does no harm.
                    if (user is not null && missing.Remove(user.Id))
                        found[user.Id] = user;
                }
            }
        }
    }
}
