namespace Conversations.Storage.Writing;

/// <summary>A write that waits in a <see cref="WriteQueue{TWrite, TOutcome}"/>.</summary>
public interface IQueuedWrite
{
    /// <summary>
    /// Gets the id of the message that the write sends, with which the caller retries if the outcome is unknown; null if it sends
    /// none.
    /// </summary>
    MessageId? MessageId { get; }
}
