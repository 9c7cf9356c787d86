namespace Conversations;

/// <content>Users.</content>
internal sealed partial class ConversationService
{
    internal async Task<User?> FindUserAsync(UserId userId, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        return (await users.FindAsync([userId.Required()], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(userId);
    }

    internal async Task<UserProfile?> FindProfileAsync(Acting by, UserId userId, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        var isVisible = userId.Required() == by.UserId
            || await _store.ShareConversationAsync(by.UserId, userId, cancellationToken).ConfigureAwait(false);
        return isVisible && await FindUserAsync(userId, cancellationToken).ConfigureAwait(false) is { } user ? UserProfile.Of(user) : null;
    }

    internal async Task<User> SetUserAsync(UserId userId, UserPatch patch, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        ArgumentNullException.ThrowIfNull(patch);
        patch = patch.Snapshot();

        // All but a name that is missing is refused before the store is asked.
        patch.ApplyTo(userId.Required(), new() { Id = userId, Name = "any" });
        for (var tries = 1; tries <= MaxTries; tries++)
        {
            var stored = (await _store.FindUsersAsync([userId], cancellationToken).ConfigureAwait(false)).SingleOrDefault();
            var user = patch.ApplyTo(userId, stored?.User);
            if (user.Equals(stored?.User)
                || await _store.TrySetUserAsync(user, stored?.Version ?? 0, cancellationToken).ConfigureAwait(false))
            {
                return user;
            }
        }

        throw TooManyTries();
    }
}
