namespace Conversations;

/// <content>Live changes.</content>
public sealed partial class UserSession
{
    /// <summary>
    /// Watches a conversation as this user sees it: gives every change after a version, each once and in order, first those that are stored, then each as it
    /// comes.
    /// </summary>
    /// <remarks>
    /// <para>
    /// What the user may not see is left out, so versions may be missing: messages that are hidden from the user and all that is about them, what happened before a
    /// user joined who does not see all of the past, and the notification settings of others. The removal of the user and the deletion of the conversation are
    /// the last event: then the watch ends.
    /// </para>
    /// <para>
    /// Everything else is as <see cref="IConversations.WatchAsync"/> describes it.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="after">The version after which to begin: usually the <see cref="Conversation.Version"/> that was read; 0 begins at the first change.</param>
    /// <param name="cancellationToken">Ends the watch with <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// The events. Reading them throws <see cref="ConversationNotFoundException"/> if the conversation does not exist for this user, and
    /// <see cref="ChangesPrunedException"/> and <see cref="SlowWatcherException"/> as <see cref="IConversations.WatchAsync"/> does.
    /// </returns>
    /// <exception cref="ArgumentException">The id is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The version is less than 0.</exception>
    /// <exception cref="InvalidOperationException">The conversations of the store cannot be watched (<see cref="Storage.IWatchStore"/>).</exception>
    public IAsyncEnumerable<WatchEvent> WatchAsync(ConversationId id, long after, CancellationToken cancellationToken = default) =>
        _watches.WatchAsync(id, UserId, after, cancellationToken);
}
