using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations;

/// <summary>
/// Implements what <see cref="IConversations"/> and <see cref="UserSession"/> have in common. An actor is the user who acts, or
/// null if the app itself acts. Commands run in the <see cref="CommandRunner"/>.
/// </summary>
internal sealed partial class ConversationService(
    IConversationStore store,
    CommandRunner runner,
    IConversationIds ids,
    SendPolicies policies,
    UserLookup users,
    WatchHub watches)
{
    private static string ViewerOf(ActingUser? actor) => actor?.UserId.Value ?? "";

    /// <summary>Creates a list in a conversation. It reads one item more than a page contains, to find out whether another page follows.</summary>
    /// <param name="id">The conversation. If the read returns null, it does not exist for the actor.</param>
    /// <param name="scope">What is listed.</param>
    /// <param name="defaultSize">The size of a page.</param>
    /// <param name="placeOf">Returns the place of an item.</param>
    /// <param name="read">Reads items after a place.</param>
    private Paged<T> List<T>(
        ConversationId id,
        CursorScope scope,
        int defaultSize,
        Func<T, Cursor> placeOf,
        Func<Cursor?, int, CancellationToken, Task<IReadOnlyList<T>?>> read) =>
        new(scope, defaultSize, runner.Limits.MaxPageSize, async (place, size, cancellationToken) =>
        {
            runner.ThrowIfEnded(cancellationToken);
            var items = await read(place, size + 1, cancellationToken).ConfigureAwait(false) ?? throw new ConversationNotFoundException(id);
            return items.Count <= size ? (items, null) : ([.. items.Take(size)], placeOf(items[size - 1]));
        });
}
