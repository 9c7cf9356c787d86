namespace Conversations;

/// <content>Live changes.</content>
public partial interface IConversations
{
    /// <summary>Watches a conversation: gives every change after a version, each once and in order, first those that are stored, then each as it comes.</summary>
    /// <remarks>
    /// <para>
    /// The changes of all hosts come: those of this host at once, those of others within about a second. How far participants have read, and which of them type and are
    /// online, comes too, without a version. The watch goes on if the database is away for a while, and
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

    /// <summary>Tells the watches of a conversation that a user types, or does not type any more.</summary>
    /// <remarks>
    /// A user types for ten seconds, or until the user sends a message. So a client calls this every few seconds while its user types. It is not stored, and a
    /// call that is lost does no harm.
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user. The user must be allowed to send there.</param>
    /// <param name="isTyping">Whether the user types.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="ConversationAccessException">The user does not take part, or may not send.</exception>
    Task SetTypingAsync(ConversationId id, UserId userId, bool isTyping = true, CancellationToken cancellationToken = default);

    /// <summary>Finds out which users are online: those with a session that watches, on this or another host, or that did so within the last ten seconds.</summary>
    /// <remarks>
    /// It is not stored. Of a host that has ended, users are online for up to 30 more seconds. With a store that does not let hosts tell each other
    /// (<see cref="Storage.IWatchWakeUps"/>), only users of this host are online.
    /// </remarks>
    /// <param name="userIds">The users, at most 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether each of the users is online.</returns>
    /// <exception cref="ArgumentException">There are more than 100 users, or one is <c>default</c>.</exception>
    Task<IReadOnlyDictionary<UserId, bool>> IsOnlineAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default);
}
