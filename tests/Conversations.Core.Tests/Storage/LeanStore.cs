using Conversations.Decisions;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations.Tests.Storage;

/// <summary>
/// A store that leaves to the library what it can: the default implementations answer reads, and the helpers check commits, build
/// conversations and take pages. The rest is forwarded to an in-memory store.
/// </summary>
internal sealed class LeanStore(InMemoryConversationStore inner) : IConversationStore
{
    private static readonly SemaphoreSlim _lock = new(1);

    public async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        await _lock.WaitAsync(cancellationToken);
        try
        {
            var outcomes = new List<CommitOutcome>();
            foreach (var commit in commits)
                outcomes.Add(await CommitAsync(commit, cancellationToken));

            return outcomes;
        }
        finally
        {
            _lock.Release();
        }
    }

    public Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default) =>
        inner.ReadFactsAsync(query, cancellationToken);

    public async Task<StoredConversation?> FindConversationAsync(
        ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) =>
        await inner.FindConversationAsync(id, viewer, cancellationToken) is { } found ? new(Rebuilt(found.Conversation), found.Viewer) : null;

    public Task<IReadOnlyList<Participant>?> ListParticipantsAsync(ParticipantWindow window, CancellationToken cancellationToken = default) =>
        inner.ListParticipantsAsync(window, cancellationToken);

    public Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default) =>
        inner.ListMessagesAsync(window, cancellationToken);

    public Task<IReadOnlyList<Reactor>?> ListReactorsAsync(ReactorWindow window, CancellationToken cancellationToken = default) =>
        inner.ListReactorsAsync(window, cancellationToken);

    public Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default) =>
        inner.ListChangesAsync(id, after, limit, cancellationToken);

    public async Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
    {
        // The synchronous and the asynchronous helper must do the same, so pages with an even limit take one and the others the other.
        return window.Limit % 2 == 0
            ? await InboxSlice.OfAsync(window, EntriesAsync(window, cancellationToken), cancellationToken)
            : InboxSlice.Of(window, await EntriesAsync(window, cancellationToken).ToListAsync(cancellationToken), cancellationToken);
    }

    public Task<StoredInboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        inner.FindEntryAsync(id, userId, cancellationToken);

    public Task<IReadOnlyList<Conversation>> ListConversationsAsync(
        ConversationId? after, int limit, CancellationToken cancellationToken = default) =>
        inner.ListConversationsAsync(after, limit, cancellationToken);

    public Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default) =>
        inner.MarkAsReadAsync(id, userId, upTo, cancellationToken);

    public Task<ReadState?> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        inner.MarkAsUnreadAsync(id, userId, cancellationToken);

    public Task<bool> TrySetUserAsync(User user, long expectedVersion, CancellationToken cancellationToken = default) =>
        inner.TrySetUserAsync(user, expectedVersion, cancellationToken);

    public Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default) => inner.RemoveUserAsync(userId, cancellationToken);

    public Task<IReadOnlyList<StoredUser>> FindUsersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default) =>
        inner.FindUsersAsync(userIds, cancellationToken);

    public Task<IReadOnlyList<StoredUser>> ListUsersAsync(UserId? after, int limit, CancellationToken cancellationToken = default) =>
        inner.ListUsersAsync(after, limit, cancellationToken);

    public Task<bool> ShareConversationAsync(UserId userId, UserId other, CancellationToken cancellationToken = default) =>
        inner.ShareConversationAsync(userId, other, cancellationToken);

    public Task<Erasure> BeginErasureAsync(Erasure erasure, CancellationToken cancellationToken = default) =>
        inner.BeginErasureAsync(erasure, cancellationToken);

    public Task EndErasureAsync(UserId userId, CancellationToken cancellationToken = default) => inner.EndErasureAsync(userId, cancellationToken);

    public Task<IReadOnlyList<ConversationId>> ListTracesAsync(
        UserId userId, ConversationId? after, int limit, CancellationToken cancellationToken = default) =>
        inner.ListTracesAsync(userId, after, limit, cancellationToken);

    public Task<IReadOnlyList<Reactor>> ListReactionsOfAsync(
        ConversationId id, UserId userId, long afterVersion, int limit, CancellationToken cancellationToken = default) =>
        inner.ListReactionsOfAsync(id, userId, afterVersion, limit, cancellationToken);

    public Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default) =>
        inner.RewriteMessagesAsync(id, rewrites, cancellationToken);

    public Task<ReplacedUpTo?> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default) =>
        inner.ReplaceUserAsync(id, userId, replacement, upTo, from, cancellationToken);

    /// <summary>Stores a commit if the helper says that it holds. If the helper is wrong, a test of the contract fails or this throws.</summary>
    private async Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        if (!CommitRules.Holds(commit, await inner.ReadFactsAsync(CommitRules.Needs(commit), cancellationToken)))
            return Stale.Instance;

        var outcome = (await inner.CommitAsync([commit], cancellationToken))[0];
        return outcome is not Stale ? outcome : throw new InvalidOperationException($"The commit holds, but is stale: {commit}");
    }

    private async IAsyncEnumerable<StoredInboxEntry> EntriesAsync(
        InboxWindow window, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var slice = await inner.ListInboxAsync(window.With(one => one.Filter, null).With(one => one.Limit, InboxWindow.MaxLookedAt), cancellationToken);
        foreach (var entry in slice.Entries)
            yield return entry;

        if (slice.Next is not null)
        {
            slice = await inner.ListInboxAsync(new() { UserId = window.UserId, After = slice.Next, IncludeEmpty = window.IncludeEmpty, Limit = 1 }, cancellationToken);
            foreach (var entry in slice.Entries)
                yield return entry;
        }
    }

    private static Conversation Rebuilt(Conversation one)
    {
        var counters = new ConversationCounters
        {
            CreatedAt = one.CreatedAt,
            ParticipantCount = one.ParticipantCount,
            MessageCount = one.MessageCount,
            LastSequence = one.LastSequence,
            LastActivityAt = one.LastActivityAt,
            Version = one.Version,
            SettingsVersion = one.SettingsVersion,
        };
        var settings = new ConversationSettings
        {
            Subject = one.Subject,
            PhotoUrl = one.PhotoUrl,
            WelcomeMessages = one.WelcomeMessages,
            Custom = CustomData.FromStored(one.Custom.ToJson()),
        };
        return counters.ToConversation(one.Id, settings, one.LastMessage);
    }
}
