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

    /// <summary>
    /// Watches all conversations of this user, those that the user is added to later included: what has changed since a token, and then each change as it comes.
    /// </summary>
    /// <remarks>
    /// <para>
    /// With a token, the first events say what has changed meanwhile: a <see cref="Resync"/> for each conversation that has changed (and perhaps for some that
    /// have not), and a <see cref="Gone"/> for each that was deleted or that the user was removed from. If the token is too old to know that, a
    /// <see cref="Reload"/> comes instead. Without a token the first event is a <see cref="Reload"/>. Then comes <see cref="CaughtUp"/>, and then live events.
    /// </para>
    /// <para>
    /// Every event has a token (<see cref="WatchEvent.Resume"/>). Keep the last one, and resume with it, on this or on another host. In each conversation, changes
    /// come once and in order, as <see cref="WatchAsync(ConversationId, long, CancellationToken)"/> gives them. A removal of the user is the last event of its
    /// conversation. How far the user has read on another device comes, too. Which users type and are online comes only to watches of single conversations.
    /// </para>
    /// </remarks>
    /// <param name="resume">The token of the last event, or null to begin without one.</param>
    /// <param name="cancellationToken">Ends the watch with <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// The events. Reading them throws <see cref="TooManyWatchesException"/> if the user has <see cref="ConversationsOptions.MaxWatchesPerUser"/> watches on this
    /// host, <see cref="SlowWatcherException"/> if 1,024 events wait and another one comes, and <see cref="StorageException"/> if what has changed since the token
    /// cannot be read.
    /// </returns>
    /// <exception cref="ArgumentException">The token is malformed, or belongs to another user.</exception>
    /// <exception cref="InvalidOperationException">The conversations of the store cannot be watched (<see cref="Storage.IWatchStore"/>).</exception>
    public IAsyncEnumerable<WatchEvent> WatchAsync(string? resume = null, CancellationToken cancellationToken = default) =>
        _watches.WatchAsync(UserId, resume, cancellationToken);

    /// <summary>Tells the watches of a conversation that this user types, or does not type any more.</summary>
    /// <remarks>Everything else is as <see cref="IConversations.SetTypingAsync"/> describes it.</remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="isTyping">Whether the user types.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="ConversationAccessException">The user may not send.</exception>
    public Task SetTypingAsync(ConversationId id, bool isTyping = true, CancellationToken cancellationToken = default) =>
        _service.SetTypingAsync(_acting, id, UserId, isTyping, cancellationToken);

    /// <summary>Finds out which users are online. Users who share no conversation with this one are never online.</summary>
    /// <remarks>Everything else is as <see cref="IConversations.IsOnlineAsync"/> describes it.</remarks>
    /// <param name="userIds">The users, at most 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether each of the users is online.</returns>
    /// <exception cref="ArgumentException">There are more than 100 users, or one is <c>default</c>.</exception>
    public Task<IReadOnlyDictionary<UserId, bool>> IsOnlineAsync(
        IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default) =>
        _service.IsOnlineAsync(_acting, userIds, cancellationToken);
}
