namespace Conversations.Storage;

/// <summary>Something that waits in a <see cref="WriteQueue{TWrite, TOutcome}"/> to be written.</summary>
public interface IQueuedWrite
{
    /// <summary>Gets the message that it sends, whose id a caller retries with where the outcome is unknown; null = it sends none.</summary>
    MessageId? MessageId { get; }
}
