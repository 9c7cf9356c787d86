using Conversations.Decisions;
using Conversations.Storage.InMemory;
using Conversations.Storage.Writing;

namespace Conversations.Tests.Storage;

/// <summary>
/// A store as an app could write it: a <see cref="WriteQueue{TWrite, TOutcome}"/> writes the waiting commits
/// together.
/// </summary>
internal sealed class QueuedStore : ForwardingStore, IDisposable, IAsyncDisposable
{
    private readonly WriteQueue<Commit, CommitOutcome> _queue;

    internal QueuedStore(InMemoryConversationStore inner)
        : base(inner) => _queue = new(async commits =>
        {
            await Task.Yield();
            return await Inner.CommitAsync(commits);
        });

    public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(
        IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default) =>
        await Task.WhenAll(commits.Select(commit => _queue.WriteAsync(commit, cancellationToken)));

    public void Dispose() => _queue.Dispose();

    public ValueTask DisposeAsync() => _queue.DisposeAsync();
}
