using Conversations.Decisions;
using Conversations.Storage;
using Conversations.Storage.InMemory;

namespace Conversations.Tests.Storage;

/// <summary>Reports that it erased the data in one of the places of docs/personal-data.md, but does not erase it.</summary>
internal sealed class ForgetsToErase(string place) : ForwardingStore(new InMemoryConversationStore())
{
    public override Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default) =>
        place is "users" ? Task.FromResult(true) : base.RemoveUserAsync(userId, cancellationToken);

    public override Task EndErasureAsync(UserId userId, CancellationToken cancellationToken = default) =>
        place is "a running erasure" ? Task.CompletedTask : base.EndErasureAsync(userId, cancellationToken);

    public override Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default) =>
        place is "messages of others" ? Task.FromResult(true) : base.RewriteMessagesAsync(id, rewrites, cancellationToken);

    public override Task<DeletedUpTo> DeleteMessagesOfAsync(
        ConversationId id, UserId senderId, long after, long upTo, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        place is "messages they wrote, also imported ones"
            ? Task.FromResult(new DeletedUpTo(0, after))
            : base.DeleteMessagesOfAsync(id, senderId, after, upTo, at, cancellationToken);

    public override Task<ReplacedUpTo?> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default) =>
        place is "ended memberships" or "tombstones of their deleted messages" or "reactions" or "the log of changes"
            or "what watches find of conversations that they no longer take part in, also deleted ones"
            ? Task.FromResult<ReplacedUpTo?>(null)
            : base.ReplaceUserAsync(id, userId, replacement, upTo, from, cancellationToken);

    public override Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default) =>
        IsForgotten(commits[0])
            ? Task.FromResult<IReadOnlyList<CommitOutcome>>([new CommitOutcome.Stored(1)])
            : base.CommitAsync(commits, cancellationToken);

    private bool IsForgotten(Commit commit) => place switch
    {
        "participants" => commit.Change is ParticipantRemoved or ConversationDeleted,
        "subjects, welcome messages of conversations" =>
            commit.Settings is { } settings && string.Concat([settings.Subject, .. settings.WelcomeMessages]).Contains("erased-", StringComparison.Ordinal),
        _ => false,
    };
}
