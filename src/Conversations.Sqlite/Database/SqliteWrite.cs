using Conversations.Storage.Writing;

namespace Conversations;

/// <summary>A write that waits for a transaction of the writer.</summary>
/// <param name="Run">Writes, and returns what the caller gets.</param>
/// <param name="MessageId">The message that it sends, or null if it sends none.</param>
/// <param name="Deadline">Until when it may wait for a locked file.</param>
internal sealed record SqliteWrite(Func<SqliteSession, object?> Run, MessageId? MessageId, SqliteDeadline Deadline) : IQueuedWrite
{
    private readonly TaskCompletionSource<object?> _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets a task that ends if the write is refused, before the rest of its batch has an outcome.</summary>
    internal Task<object?> Refused => _refused.Task;

    /// <summary>Gets why the write must not run any more, or null.</summary>
    internal SqliteRefusal? Refusal { get; private set; }

    /// <summary>Answers the caller at once: nothing was written, and nothing will be.</summary>
    internal void Refuse(StorageException error)
    {
        Refusal = new(error);
        _refused.TrySetResult(Refusal);
    }
}
