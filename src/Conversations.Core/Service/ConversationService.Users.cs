using Conversations.Decisions;

namespace Conversations;

/// <content>Finds, sets, erases and exports users.</content>
internal sealed partial class ConversationService
{
    internal async Task<User?> FindUserAsync(UserId userId, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        return (await users.FindAsync(new[] { userId.Required() }, cancellationToken).ConfigureAwait(false)).GetValueOrDefault(userId);
    }

    internal async Task<UserProfile?> FindProfileAsync(ActingUser actor, UserId userId, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        var isVisible = userId.Required() == actor.UserId
            || await store.ShareConversationAsync(actor.UserId, userId, cancellationToken).ConfigureAwait(false);
        return isVisible && await FindUserAsync(userId, cancellationToken).ConfigureAwait(false) is { } user ? UserProfile.Of(user) : null;
    }

    internal async Task<User> SetUserAsync(UserId userId, UserPatch patch, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        ArgumentNullException.ThrowIfNull(patch);
        patch = patch.Snapshot();

        // A patch that breaks a rule by itself is refused before the store is read. Whether it lacks a name depends on whether the
        // user exists. So this check uses a stand-in for the current name.
        patch.ApplyTo(userId.Required(), new() { Id = userId, Name = "any" });
        for (var tries = 1; tries <= CommandRunner.MaxAttempts; tries++)
        {
            var stored = (await store.FindUsersAsync(new[] { userId }, cancellationToken).ConfigureAwait(false)).SingleOrDefault();
            var user = patch.ApplyTo(userId, stored?.User);
            if (user.Equals(stored?.User)
                || await store.TrySetUserAsync(user, stored?.Version ?? 0, cancellationToken).ConfigureAwait(false))
            {
                return user;
            }
        }

        throw CommandRunner.TooManyAttempts();
    }

    internal Task<ErasureProgress> EraseUserAsync(UserId userId, EraseOptions? options, CancellationToken cancellationToken) =>
        new UserErasure(store, runner).RunAsync(userId, options, cancellationToken);

    internal Task ExportUserAsync(UserId userId, Stream destination, CancellationToken cancellationToken) =>
        new UserExport(store, runner).WriteAsync(userId, destination, cancellationToken);
}
