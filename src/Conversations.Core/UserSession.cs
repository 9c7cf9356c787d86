namespace Conversations;

/// <summary>Conversations, as one user sees them, and only what that user may do. From <see cref="IConversations.As"/>.</summary>
/// <remarks>
/// <para>
/// A conversation that the user does not take part in does not exist for them: every call gives what it gives for one that was never
/// created, whatever id they guess. Whether they take part is checked in the statement that reads or the transaction that writes.
/// </para>
/// <para>
/// Safe to use from any number of callers at once. Every method throws what <see cref="IConversations"/> says of its own, and
/// <see cref="ConversationAccessException"/> where the user takes part but lacks the right.
/// </para>
/// </remarks>
public sealed class UserSession
{
    private readonly ConversationService _service;
    private readonly Acting _acting;

    internal UserSession(ConversationService service, Acting acting) => (_service, _acting) = (service, acting);

    /// <summary>Gets the user.</summary>
    public UserId UserId => _acting.UserId;

    /// <summary>Gets what they may do.</summary>
    public UserPermissions Permissions => _acting.Permissions;

    /// <summary>Finds a conversation.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The conversation with its last message; null = it does not exist for this user.</returns>
    public Task<Conversation?> FindAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        _service.FindAsync(_acting, id, cancellationToken);

    /// <summary>Creates a conversation in which this user takes part, unless they take part in it already.</summary>
    /// <param name="id">The id; one of the form of a <see cref="OneOnOneId"/> only <see cref="OpenOneOnOneAsync"/> creates.</param>
    /// <param name="draft">What it is created with; the user need not be named. Nobody gets more access than the user's own.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The conversation, and whether this call created it.</returns>
    /// <exception cref="ConversationAccessException">The user may not manage conversations, or not create one with this id.</exception>
    /// <exception cref="InvalidConversationDataException">The draft breaks a rule.</exception>
    public Task<ConversationResult> CreateIfNotExistsAsync(
        ConversationId id, ConversationDraft draft, CancellationToken cancellationToken = default) =>
        _service.CreateIfNotExistsAsync(_acting, id, draft, cancellationToken);

    /// <summary>Opens the conversation with another user: finds it, or creates it exactly once.</summary>
    /// <remarks>Where the other left, they are added again only if the user may manage conversations; else it is given as it is.</remarks>
    /// <param name="other">The other user, who may be the same.</param>
    /// <param name="settings">The attributes that it is created with; not used where it exists. Null = none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The conversation, and whether this call created it.</returns>
    /// <exception cref="ConversationAccessException">
    /// The user does not take part yet, and may not manage conversations or was removed by the app.
    /// </exception>
    /// <exception cref="InvalidConversationDataException">The settings break a rule.</exception>
    public Task<ConversationResult> OpenOneOnOneAsync(
        UserId other, ConversationSettings? settings = null, CancellationToken cancellationToken = default) =>
        _service.OpenOneOnOneAsync(_acting, UserId, other.Required(), settings, cancellationToken);

    /// <summary>Patches a conversation, or creates it where it does not exist.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="expectedSettingsVersion">The <see cref="Conversation.SettingsVersion"/> it must have; 0 = it must not exist; null = any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The conversation as it is now.</returns>
    /// <exception cref="ConversationAccessException">The user may not manage conversations, may only read, or may not create one with this id.</exception>
    /// <exception cref="InvalidConversationDataException">The patch breaks a rule or a limit.</exception>
    /// <exception cref="ConversationConflictException">It has another settings version.</exception>
    public Task<Conversation> SetAsync(
        ConversationId id, ConversationPatch patch, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default) =>
        _service.SetAsync(_acting, id, patch, mayCreate: true, expectedSettingsVersion, cancellationToken);

    /// <summary>Patches a conversation that exists.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="expectedSettingsVersion">The <see cref="Conversation.SettingsVersion"/> it must have; null = any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The conversation as it is now.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="ConversationAccessException">The user may not manage conversations, or may only read.</exception>
    /// <exception cref="InvalidConversationDataException">The patch breaks a rule or a limit.</exception>
    /// <exception cref="ConversationConflictException">It has another settings version.</exception>
    public Task<Conversation> UpdateAsync(
        ConversationId id, ConversationPatch patch, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default) =>
        _service.SetAsync(_acting, id, patch, mayCreate: false, expectedSettingsVersion, cancellationToken);

    /// <summary>Finds a participant, as others see them.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The participant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The participant; null = they do not take part, or the conversation does not exist for this user.</returns>
    public async Task<VisibleParticipant?> FindParticipantAsync(
        ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        await _service.FindParticipantAsync(_acting, id, userId, cancellationToken).ConfigureAwait(false) is { } participant
            ? VisibleParticipant.Of(participant)
            : null;

    /// <summary>Finds the user's own place, with what is theirs alone.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their place; null = the conversation does not exist for them.</returns>
    public Task<Participant?> FindOwnParticipantAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        _service.FindParticipantAsync(_acting, id, UserId, cancellationToken);

    /// <summary>Lists who takes part, the latest joined first, then by user id; 10 a page.</summary>
    /// <param name="id">The conversation.</param>
    /// <returns>The list; reading it throws <see cref="ConversationNotFoundException"/> where the conversation does not exist for this user.</returns>
    public Paged<VisibleParticipant> ListParticipantsAsync(ConversationId id) =>
        _service.ListParticipantsAsync(_acting, id).Select(VisibleParticipant.Of);

    /// <summary>Adds or patches a participant. For the user themselves: joins, or sets what is theirs.</summary>
    /// <remarks>
    /// The user's own notifications are always theirs to set. All else takes <see cref="UserPermissions.ManageConversations"/>: with it
    /// they join a conversation whose id they know, unless the app removed them, and add others with at most their own access. Who left
    /// comes back with the access they had.
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The participant.</param>
    /// <param name="patch">What changes; null = only that they take part.</param>
    /// <param name="expectedSettingsVersion">The <see cref="Conversation.SettingsVersion"/> it must have; null = any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The participant as they are now, as others see them.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user, and they may not join it.</exception>
    /// <exception cref="ConversationAccessException">The user may not do this to that participant.</exception>
    /// <exception cref="InvalidConversationDataException">There would be too many participants, or a value is none of its enum.</exception>
    /// <exception cref="ConversationConflictException">It has another settings version.</exception>
    public async Task<VisibleParticipant> SetParticipantAsync(
        ConversationId id,
        UserId userId,
        ParticipantPatch? patch = null,
        long? expectedSettingsVersion = null,
        CancellationToken cancellationToken = default) => VisibleParticipant.Of(
            await _service.SetParticipantAsync(_acting, id, userId, patch, expectedSettingsVersion, cancellationToken).ConfigureAwait(false));

    /// <summary>Removes a participant; the user themselves: leaves.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The participant.</param>
    /// <param name="expectedSettingsVersion">The <see cref="Conversation.SettingsVersion"/> it must have; null = any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether this call removed them; false = they did not take part.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="ConversationAccessException">The user may not leave, or not remove others, or not those with more access.</exception>
    /// <exception cref="InvalidConversationDataException">They are the last one.</exception>
    /// <exception cref="ConversationConflictException">It has another settings version.</exception>
    public Task<bool> RemoveParticipantAsync(
        ConversationId id, UserId userId, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default) =>
        _service.RemoveParticipantAsync(_acting, id, userId, expectedSettingsVersion, cancellationToken);

    /// <summary>Sends a text as this user.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="text">The text, 1 to 10,000 characters (UTF-16 units), at least one of them visible.</param>
    /// <param name="messageId">The id, which makes it safe to send again; null = a new one is made, and a retry would send twice.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The message, and whether this call stored it. If it was sent before, the one that is there already.</returns>
    /// <exception cref="InvalidConversationDataException">The text breaks a rule.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="ConversationAccessException">The user may only read.</exception>
    /// <exception cref="MessageConflictException">The id was used for other content, or by another sender.</exception>
    /// <exception cref="SendRefusedException">A policy of the app refused it.</exception>
    public Task<SendResult> SendAsync(
        ConversationId id, string text, MessageId? messageId = null, CancellationToken cancellationToken = default) =>
        _service.SendAsync(_acting, id, UserId, text, messageId, cancellationToken);

    /// <summary>Sends a message as this user.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="draft">The message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The message, and whether this call stored it. If it was sent before, the one that is there already.</returns>
    /// <exception cref="InvalidConversationDataException">The draft breaks a rule.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="ConversationAccessException">The user may only read, may not reply, or answers a system message.</exception>
    /// <exception cref="MessageNotFoundException">The answered message does not exist.</exception>
    /// <exception cref="MessageConflictException">The id was used for other content, or by another sender.</exception>
    /// <exception cref="SendRefusedException">A policy of the app refused it.</exception>
    public Task<SendResult> SendMessageAsync(ConversationId id, MessageDraft draft, CancellationToken cancellationToken = default) =>
        _service.SendAsync(_acting, id, UserId, draft, cancellationToken);

    /// <summary>Finds a message.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The message; null = there is none, or it was deleted, or the conversation does not exist for this user.</returns>
    public Task<Message?> FindMessageAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken = default) =>
        _service.FindMessageAsync(_acting, id, messageId, cancellationToken);

    /// <summary>Lists messages by sequence, also those from before the user joined; 30 a page.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="query">Where to begin, and in which direction; null = the newest first.</param>
    /// <returns>The list; reading it throws <see cref="ConversationNotFoundException"/> where the conversation does not exist for this user.</returns>
    /// <exception cref="ArgumentException">A sequence is negative, or more than one is given.</exception>
    public Paged<Message> ListMessagesAsync(ConversationId id, MessagesQuery? query = null) =>
        _service.ListMessagesAsync(_acting, id, query);

    /// <summary>Edits a message of the user's own.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="expectedRevision">The <see cref="Message.Revision"/> it must have; null = any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The message as it is now.</returns>
    /// <exception cref="InvalidConversationDataException">The patch breaks a rule.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist, or was deleted.</exception>
    /// <exception cref="ConversationAccessException">It is not their own, or they may not edit, or may only read.</exception>
    /// <exception cref="ConversationConflictException">The message has another revision.</exception>
    /// <exception cref="SendRefusedException">A policy of the app refused the new text.</exception>
    public Task<Message> EditMessageAsync(
        ConversationId id,
        MessageId messageId,
        MessagePatch patch,
        int? expectedRevision = null,
        CancellationToken cancellationToken = default) =>
        _service.EditMessageAsync(_acting, id, messageId, patch, expectedRevision, cancellationToken);

    /// <summary>Deletes a message of the user's own.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is deleted.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist, or was deleted before.</exception>
    /// <exception cref="ConversationAccessException">It is not their own, or they may not delete, or may only read.</exception>
    public Task DeleteMessageAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken = default) =>
        _service.DeleteMessageAsync(_acting, id, messageId, cancellationToken);

    /// <summary>Puts the user's reaction on a message; one that is there already is a success.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message, which must be a user's.</param>
    /// <param name="emoji">One Unicode emoji, or <c>:name:</c> up to 50 characters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether this call put it there.</returns>
    /// <exception cref="InvalidConversationDataException">It is no emoji, or there would be more than 50 different ones.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist, or was deleted.</exception>
    /// <exception cref="ConversationAccessException">They may not react, or it is a system message.</exception>
    public Task<bool> AddReactionAsync(
        ConversationId id, MessageId messageId, string emoji, CancellationToken cancellationToken = default) =>
        _service.ReactAsync(_acting, id, messageId, UserId, emoji, isThere: true, cancellationToken);

    /// <summary>Takes the user's reaction back; one that is not there is a success.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="emoji">One Unicode emoji, or <c>:name:</c> up to 50 characters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether this call took it back.</returns>
    /// <exception cref="InvalidConversationDataException">It is no emoji.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist, or was deleted.</exception>
    /// <exception cref="ConversationAccessException">They may not react.</exception>
    public Task<bool> RemoveReactionAsync(
        ConversationId id, MessageId messageId, string emoji, CancellationToken cancellationToken = default) =>
        _service.ReactAsync(_acting, id, messageId, UserId, emoji, isThere: false, cancellationToken);

    /// <summary>Lists who reacted to a message and how, in the order in which they did; 30 a page.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <returns>
    /// The list; reading it throws <see cref="ConversationNotFoundException"/> where the conversation does not exist for this user, and
    /// <see cref="MessageNotFoundException"/> where the message does not.
    /// </returns>
    public Paged<Reactor> ListReactionsAsync(ConversationId id, MessageId messageId) =>
        _service.ListReactionsAsync(_acting, id, messageId);

    /// <summary>Lists the user's inbox: their conversations that have messages, the most recently active first; 20 a page.</summary>
    /// <param name="query">Filters, and whether to list empty conversations too; null = neither.</param>
    /// <returns>The list; empty for a user who takes part in nothing.</returns>
    public Paged<InboxEntry> ListInboxAsync(ConversationQuery? query = null) => _service.ListInboxAsync(UserId, query);

    /// <summary>Finds how far the user has read a conversation.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The state; null = the conversation does not exist for this user.</returns>
    public Task<ReadState?> FindReadStateAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        _service.FindReadStateAsync(id, UserId, cancellationToken);

    /// <summary>Finds up to which message everyone has read: the lowest read position of all who take part.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The sequence, 0 = not everyone has read something; null = the conversation does not exist for this user.</returns>
    public Task<long?> FindEveryoneReadUpToAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        _service.FindEveryoneReadUpToAsync(_acting, id, cancellationToken);

    /// <summary>Marks a conversation as read.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="upTo">The sequence up to which they have read, 0 or more; past the last it counts as the last. Null = all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The state afterwards. The read position only moves forward.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The sequence is negative.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    public Task<ReadState> MarkAsReadAsync(ConversationId id, long? upTo = null, CancellationToken cancellationToken = default) =>
        _service.MarkAsReadAsync(_acting, id, UserId, upTo, cancellationToken);

    /// <summary>Marks a conversation as unread, until the user next marks it as read or sends to it.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The state afterwards.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="ConversationAccessException">They may not mark as unread.</exception>
    public Task<ReadState> MarkAsUnreadAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        _service.MarkAsUnreadAsync(_acting, id, UserId, cancellationToken);

    /// <summary>Finds one of the user's conversations as the inbox has it, also one without messages: what the header of a chat draws.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The entry; null = the conversation does not exist for this user.</returns>
    public Task<InboxEntry?> FindEntryAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        _service.FindEntryAsync(id, UserId, cancellationToken);

    /// <summary>Finds the profile of a user, without e-mail addresses and phone numbers.</summary>
    /// <param name="userId">The user: this one, or one who takes part in a conversation with this one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The profile; null = nobody knows them, or the two share no conversation.</returns>
    public Task<UserProfile?> FindUserAsync(UserId userId, CancellationToken cancellationToken = default) =>
        _service.FindProfileAsync(_acting, userId, cancellationToken);
}
