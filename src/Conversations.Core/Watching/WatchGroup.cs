using Conversations.Storage;

namespace Conversations;

/// <summary>Watches of a conversation at the same position, or all watches of users who take part in it, and what is read for them.</summary>
/// <param name="watched">The conversation.</param>
/// <param name="range">What is read.</param>
/// <param name="watchers">The watches of the conversation.</param>
/// <param name="members">The users who watch all of their conversations and take part in this one, or did until a moment ago; null in a group of the other kind.</param>
/// <param name="lastNumber">The number of the last watch of a user that had begun when the members were found.</param>
internal sealed class WatchGroup(
    WatchedConversation watched, DeliveryRange range, List<Watcher> watchers, List<WatchingMember>? members, long lastNumber = 0)
{
    /// <summary>Gets the number of the last watch that gets what is read. Those that began later read it by themselves.</summary>
    internal long LastNumber => lastNumber;

    internal WatchedConversation Watched => watched;

    internal DeliveryRange Range => range;

    internal List<Watcher> Watchers => watchers;

    internal List<WatchingMember>? Members => members;

    /// <summary>Returns the users who are to be read.</summary>
    internal IEnumerable<UserId> Viewers(bool hasChanges) => members is not null
        ? members.Where(member => member.EndedBy is null && hasChanges).Select(member => member.UserId)
        : watchers.Where(watcher => watcher.IsNew || watcher.IsAbsent || hasChanges).Select(watcher => watcher.Viewer).OfType<UserId>();
}
