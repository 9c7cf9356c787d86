namespace Conversations;

/// <content>Live changes.</content>
public partial interface IConversations
{
    /// <summary>Watches a conversation: gives every change after a version, each once and in order, first those that are stored, then each as it comes.</summary>
    /// <remarks>
    /// <para>
    /// The changes of all hosts come: those of this host at once, those of others within a second. The watch goes on if the database is away for a while, and
    /// if the conversation is deleted: of what was before the deletion, only the deletion comes. To stop, leave the loop or cancel.
    /// </para>
    /// <para>
    /// To resume a watch, on this or another host, begin after the <see cref="Change.Version"/> of the last event. How long that is possible says
    /// <c>DeliveryOptions.KeepFor</c>.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="after">The version after which to begin: usually the <see cref="Conversation.Version"/> that was read; 0 begins at the first change.</param>
    /// <param name="cancellationToken">Ends the watch with <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// The events. Reading them throws <see cref="ConversationNotFoundException"/> if the conversation does not exist, <see cref="ChangesPrunedException"/> if
    /// changes after the version are no longer kept, and <see cref="SlowWatcherException"/> if 256 events wait and none was taken for a minute.
    /// </returns>
    /// <exception cref="ArgumentException">The id is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The version is less than 0.</exception>
    /// <exception cref="InvalidOperationException">The conversations of the store cannot be watched (<see cref="Storage.IWatchStore"/>).</exception>
    IAsyncEnumerable<WatchEvent> WatchAsync(ConversationId id, long after, CancellationToken cancellationToken = default);
}
