using Conversations.Decisions;
using Conversations.Storage;
using Conversations.Storage.Writing;

namespace Conversations.Tests.Storage;

/// <summary>
/// A store as an app could write it: a <see cref="WriteQueue{TWrite, TOutcome}"/> writes the waiting commits
/// together.
/// </summary>
internal sealed class QueuedStore : ForwardingStore, IDisposable, IAsyncDisposable
{
    private readonly WriteQueue<Commit, CommitOutcome> _queue;
    private readonly IConversationStore _writes;

    internal QueuedStore(IConversationStore inner)
        : this(inner, inner)
    {
    }

    /// <summary>Uses another store for its writes, which may fail.</summary>
    internal QueuedStore(IConversationStore inner, IConversationStore writes)
        : base(inner)
    {
        _writes = writes;
        _queue = new(async commits =>
        {
            await Task.Yield();
            return await _writes.CommitAsync(commits);
        });
    }

    public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(
        IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default) =>
        await Task.WhenAll(commits.Select(commit => _queue.WriteAsync(commit, cancellationToken)));

    public override Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default) =>
        _writes.MarkAsReadAsync(id, userId, upTo, cancellationToken);

    public void Dispose() => _queue.Dispose();

    public ValueTask DisposeAsync() => _queue.DisposeAsync();
}
