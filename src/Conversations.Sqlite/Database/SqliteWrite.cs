using Conversations.Storage.Writing;

namespace Conversations;

/// <summary>A write that waits for a transaction of the writer.</summary>
/// <param name="Run">Writes, and returns what the caller gets.</param>
/// <param name="MessageId">The message that it sends, or null if it sends none.</param>
/// <param name="Deadline">Until when it may wait for a locked file.</param>
internal sealed record SqliteWrite(Func<SqliteSession, object?> Run, MessageId? MessageId, SqliteDeadline Deadline) : IQueuedWrite
{
    /// <summary>Gets or sets why the write must not run any more, or null.</summary>
    internal SqliteRefusal? Refusal { get; set; }
}
