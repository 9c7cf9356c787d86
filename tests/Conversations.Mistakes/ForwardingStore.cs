using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Mistakes;

/// <summary>Forwards every call to another store. A derived class changes one thing.</summary>
internal abstract class ForwardingStore(IConversationStore inner) : IConversationStore
{
    protected IConversationStore Inner { get; } = inner;

    public virtual Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default) =>
        Inner.CommitAsync(commits, cancellationToken);

    public virtual Task<bool> PurgeAsync(ConversationId id, CancellationToken cancellationToken = default) => Inner.PurgeAsync(id, cancellationToken);

    public virtual Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default) =>
        Inner.ReadFactsAsync(query, cancellationToken);

    public virtual Task<StoredConversation?> FindConversationAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) =>
        Inner.FindConversationAsync(id, viewer, cancellationToken);

    public virtual Task<IReadOnlyList<Participant>?> ListParticipantsAsync(ParticipantWindow window, CancellationToken cancellationToken = default) =>
        Inner.ListParticipantsAsync(window, cancellationToken);

    public virtual Task<Participant?> FindParticipantAsync(ConversationId id, UserId userId, UserId? viewer, CancellationToken cancellationToken = default) =>
        Inner.FindParticipantAsync(id, userId, viewer, cancellationToken);

    public virtual Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default) =>
        Inner.ListMessagesAsync(window, cancellationToken);

    public virtual Task<Message?> FindMessageAsync(
        ConversationId id, MessageId messageId, UserId? viewer, CancellationToken cancellationToken = default) =>
        Inner.FindMessageAsync(id, messageId, viewer, cancellationToken);

    public virtual Task<IReadOnlyList<Reactor>?> ListReactorsAsync(ReactorWindow window, CancellationToken cancellationToken = default) =>
        Inner.ListReactorsAsync(window, cancellationToken);

    public virtual Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default) =>
        Inner.ListChangesAsync(id, after, limit, cancellationToken);

    public virtual Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default) =>
        Inner.ListInboxAsync(window, cancellationToken);

    public virtual Task<IReadOnlyList<Conversation>> ListConversationsAsync(
        ConversationId? after, int limit, CancellationToken cancellationToken = default) =>
        Inner.ListConversationsAsync(after, limit, cancellationToken);

    public virtual Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default) =>
        Inner.MarkAsReadAsync(id, userId, upTo, cancellationToken);

    public virtual Task<ReadState?> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        Inner.MarkAsUnreadAsync(id, userId, cancellationToken);

    public virtual Task<ReadState?> FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        Inner.FindReadStateAsync(id, userId, cancellationToken);

    public virtual Task<long?> FindEveryoneReadUpToAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) =>
        Inner.FindEveryoneReadUpToAsync(id, viewer, cancellationToken);

    public virtual Task<UnreadTotals> CountUnreadAsync(UserId userId, CancellationToken cancellationToken = default) =>
        Inner.CountUnreadAsync(userId, cancellationToken);

    public virtual Task<StoredInboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        Inner.FindEntryAsync(id, userId, cancellationToken);

    public virtual Task<bool> TrySetUserAsync(User user, long expectedVersion, CancellationToken cancellationToken = default) =>
        Inner.TrySetUserAsync(user, expectedVersion, cancellationToken);

    public virtual Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default) =>
        Inner.RemoveUserAsync(userId, cancellationToken);

    public virtual Task<IReadOnlyList<StoredUser>> FindUsersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default) =>
        Inner.FindUsersAsync(userIds, cancellationToken);

    public virtual Task<IReadOnlyList<StoredUser>> ListUsersAsync(UserId? after, int limit, CancellationToken cancellationToken = default) =>
        Inner.ListUsersAsync(after, limit, cancellationToken);

    public virtual Task<bool> ShareConversationAsync(UserId userId, UserId other, CancellationToken cancellationToken = default) =>
        Inner.ShareConversationAsync(userId, other, cancellationToken);

    public virtual Task<Erasure> BeginErasureAsync(Erasure erasure, CancellationToken cancellationToken = default) =>
        Inner.BeginErasureAsync(erasure, cancellationToken);

    public virtual Task EndErasureAsync(UserId userId, CancellationToken cancellationToken = default) =>
        Inner.EndErasureAsync(userId, cancellationToken);

    public virtual Task<IReadOnlyList<ConversationId>> ListTracesAsync(
        UserId userId, ConversationId? after, int limit, CancellationToken cancellationToken = default) =>
        Inner.ListTracesAsync(userId, after, limit, cancellationToken);

    public virtual Task<IReadOnlyList<Reactor>> ListReactionsOfAsync(
        ConversationId id, UserId userId, long afterVersion, int limit, CancellationToken cancellationToken = default) =>
        Inner.ListReactionsOfAsync(id, userId, afterVersion, limit, cancellationToken);

    public virtual Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default) =>
        Inner.RewriteMessagesAsync(id, rewrites, cancellationToken);

    public virtual Task<DeletedUpTo> DeleteMessagesOfAsync(
        ConversationId id, UserId senderId, long after, long upTo, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        Inner.DeleteMessagesOfAsync(id, senderId, after, upTo, at, cancellationToken);

    public virtual Task<ReplacedUpTo?> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default) =>
        Inner.ReplaceUserAsync(id, userId, replacement, upTo, from, cancellationToken);
}
