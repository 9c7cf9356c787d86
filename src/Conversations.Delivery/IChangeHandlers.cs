namespace Conversations;

/// <summary>Shows how the change handlers of all hosts stand, and controls them.</summary>
public interface IChangeHandlers
{
    /// <summary>
    /// Gets whether this host delivers changes: the delivery runs, and has reached the database within the last <see cref="DeliveryOptions.LeaseDuration"/>
    /// and three times <see cref="DeliveryOptions.PollInterval"/>.
    /// </summary>
    bool IsDelivering { get; }

    /// <summary>Lists all handlers whose names are stored, those that no host runs any more included.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The handlers by name.</returns>
    /// <exception cref="StorageException">The store cannot serve the call.</exception>
    Task<IReadOnlyList<ChangeHandlerStatus>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Stops a handler on all hosts. Its changes wait. It succeeds also if the handler is paused.</summary>
    /// <param name="name">The name of the handler.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the pause is stored. A host learns of it within a third of its <see cref="DeliveryOptions.LeaseDuration"/>.</returns>
    /// <exception cref="ArgumentException">No handler with this name is stored.</exception>
    /// <exception cref="StorageException">The store cannot serve the call.</exception>
    Task PauseAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lets a paused handler go on where it stopped, and closes its circuit, so that it is tried at once. It succeeds also if the handler is not paused.
    /// </summary>
    /// <inheritdoc cref="PauseAsync"/>
    Task ResumeAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Lists the conversations in which a handler failed, by conversation id.</summary>
    /// <param name="name">The name of the handler.</param>
    /// <param name="parkedOnly">True (the default) for parked conversations only; false also for those that are tried again.</param>
    /// <param name="after">The conversation after which the page begins, or null to begin with the first.</param>
    /// <param name="limit">The greatest number, 1 to 1,000; 100 by default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The deliveries that failed.</returns>
    /// <exception cref="ArgumentException">No handler with this name is stored.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    /// <exception cref="StorageException">The store cannot serve the call.</exception>
    Task<IReadOnlyList<FailedChange>> ListFailedAsync(
        string name, bool parkedOnly = true, ConversationId? after = null, int limit = 100, CancellationToken cancellationToken = default);

    /// <summary>Tries failed deliveries of a handler again, parked or not, with no failed attempts.</summary>
    /// <param name="name">The name of the handler.</param>
    /// <param name="conversation">The conversation, or null for all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of conversations.</returns>
    /// <exception cref="ArgumentException">No handler with this name is stored.</exception>
    /// <exception cref="StorageException">The store cannot serve the call.</exception>
    Task<int> RetryAsync(string name, ConversationId? conversation = null, CancellationToken cancellationToken = default);

    /// <summary>Skips failed changes of a conversation. The handler goes on after them.</summary>
    /// <param name="name">The name of the handler.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="version">
    /// The last version to skip, usually <see cref="FailedChange.Version"/>; where that is null, one more than <see cref="FailedChange.HandledUpTo"/>.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if the handler had failed in this conversation.</returns>
    /// <exception cref="ArgumentException">No handler with this name is stored.</exception>
    /// <exception cref="StorageException">The store cannot serve the call.</exception>
    Task<bool> SkipAsync(string name, ConversationId conversation, long version, CancellationToken cancellationToken = default);

    /// <summary>Delivers changes again that a handler has handled, with the same delivery ids.</summary>
    /// <param name="name">The name of the handler.</param>
    /// <param name="from">Where to begin: <see cref="ChangeStart.Beginning"/> of the logs, or <see cref="ChangeStart.At"/> a time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the replay is stored.</returns>
    /// <exception cref="ArgumentException">No handler with this name is stored, or <paramref name="from"/> is <see cref="ChangeStart.Now"/>.</exception>
    /// <exception cref="StorageException">The store cannot serve the call.</exception>
    Task ReplayAsync(string name, ChangeStart from, CancellationToken cancellationToken = default);

    /// <summary>Forgets a handler. A host that still runs it stores the name again soon, as one that is first seen.</summary>
    /// <param name="name">The name of the handler.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when nothing is stored under the name.</returns>
    /// <exception cref="StorageException">The store cannot serve the call.</exception>
    Task RemoveAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until nothing is left to do for the handlers of this host. Left out is what is parked, what waits aside, and messages that wait until their
    /// notifications are due. It is for tests of the app: while others go on sending, it may wait for their changes too.
    /// </summary>
    /// <param name="timeout">The longest wait, more than zero.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that ends when the handlers have caught up.</returns>
    /// <exception cref="TimeoutException">The handlers have not caught up in time. The message names those that are behind.</exception>
    /// <exception cref="StorageException">The store cannot serve the call.</exception>
    Task WaitUntilCaughtUpAsync(TimeSpan timeout, CancellationToken cancellationToken = default);
}
