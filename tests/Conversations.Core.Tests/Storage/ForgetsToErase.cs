using Conversations.Storage;

namespace Conversations.Tests.Storage;

/// <summary>Says that it erased what is in one of the places of docs/personal-data.md, and did not.</summary>
internal sealed class ForgetsToErase(string place) : ForwardingStore(new())
{
    public override Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default) =>
        place is "users" ? Task.FromResult(true) : base.RemoveUserAsync(userId, cancellationToken);

    public override Task EndErasureAsync(UserId userId, CancellationToken cancellationToken = default) =>
        place is "a running erasure" ? Task.CompletedTask : base.EndErasureAsync(userId, cancellationToken);

    public override Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default) =>
        place is "messages of others" ? Task.FromResult(true) : base.RewriteMessagesAsync(id, rewrites, cancellationToken);

    public override Task<bool> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, CancellationToken cancellationToken = default) =>
        place is "ended memberships" or "tombstones of their deleted messages" or "reactions" or "the log of changes"
            ? Task.FromResult(false)
            : base.ReplaceUserAsync(id, userId, replacement, cancellationToken);

    public override Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default) =>
        IsForgotten(commits[0])
            ? Task.FromResult<IReadOnlyList<CommitOutcome>>([new CommitOutcome.Stored(1)])
            : base.CommitAsync(commits, cancellationToken);

    private bool IsForgotten(Commit commit) => place switch
    {
        "participants" => commit.Change is ParticipantRemoved or ConversationDeleted,
        "messages they wrote, also imported ones" => commit.Change is MessageDeleted,
        "subjects, welcome messages of conversations" =>
            commit.Settings is { } settings && string.Concat([settings.Subject, .. settings.WelcomeMessages]).Contains("erased-", StringComparison.Ordinal),
        _ => false,
    };
}
