using Conversations.Storage;

namespace Conversations.Mistakes;

/// <summary>Counts the conversations without messages that it passes over among those that a page may look at.</summary>
internal sealed class LooksAtEmptyConversations(IConversationStore inner) : ForwardingStore(inner)
{
    public override Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default) => base.ListInboxAsync(
        window.With(one => one.IncludeEmpty, true).With(
            one => one.Filter, entry => (window.IncludeEmpty || entry.Conversation.MessageCount > 0) && window.Filter?.Invoke(entry) != false),
        cancellationToken);
}

/// <summary>Marks users as removed instead of removing them, so that their versions go on.</summary>
internal sealed class KeepsRemovedUsers(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default) =>
        (await FindUsersAsync([userId], cancellationToken)).Count > 0;
}

/// <summary>Lists the conversations with traces of a user from the greatest id.</summary>
internal sealed class ListsTracesBackwards(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<IReadOnlyList<ConversationId>> ListTracesAsync(
        UserId userId, ConversationId? after, int limit, CancellationToken cancellationToken = default) =>
        [.. (await base.ListTracesAsync(userId, after, limit, cancellationToken)).Reverse()];
}
