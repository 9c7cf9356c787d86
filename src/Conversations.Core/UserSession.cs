using Conversations.Decisions;

namespace Conversations;

/// <summary>
/// Provides access to conversations as one user, who sees and does only what that user may. <see cref="IConversations.As"/> creates a
/// session.
/// </summary>
/// <remarks>
/// <para>
/// A conversation in which the user does not take part does not exist for the user: every call has the same result as for a conversation
/// that was never created, whatever id the user guesses. Whether the user takes part is checked in the statement that reads or in the
/// transaction that writes.
/// </para>
/// <para>
/// A participant may not see all of the past (<see cref="Participant.VisibleFrom"/>). An earlier message does not exist for them: every call
/// has the same result as for a message that was never sent, the message counts nowhere, and a reply to it reads as a reply to a deleted
/// message. A conversation without a visible message is not in the inbox.
/// </para>
/// <para>
/// A session is thread-safe. Every method can throw the exceptions that <see cref="IConversations"/> lists for all its methods. A method
/// that the user may not call throws <see cref="ConversationAccessException"/> if the user takes part in the conversation.
/// </para>
/// </remarks>
public sealed partial class UserSession
{
    private readonly ConversationService _service;
    private readonly WatchHub _watches;
    private readonly ActingUser _acting;

    internal UserSession(ConversationService service, WatchHub watches, ActingUser acting) => (_service, _watches, _acting) = (service, watches, acting);

    /// <summary>Gets the user.</summary>
    public UserId UserId => _acting.UserId;

    /// <summary>Gets what the user may do in this session.</summary>
    public UserPermissions Permissions => _acting.Permissions;

    /// <summary>Finds a conversation.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation with its last message, or null if it does not exist for this user.</returns>
    public Task<Conversation?> FindAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        _service.FindAsync(_acting, id, cancellationToken);

    /// <summary>Creates a conversation in which this user takes part, if the user does not take part in it already.</summary>
    /// <param name="id">The id. It must not have the form of a <see cref="OneOnOneId"/>: only <see cref="OpenOneOnOneAsync"/> creates these.</param>
    /// <param name="draft">
    /// The attributes and the participants. The user takes part even if the draft does not name the user, and nobody may have more access
    /// than the user, or see more of the past.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation, and whether this call created it.</returns>
    /// <exception cref="ConversationAccessException">
    /// The user may not manage conversations, may not use this id, gives others more access than the user has, or sets the notifications of
    /// others.
    /// </exception>
    /// <exception cref="InvalidConversationDataException">The draft breaks a rule or a limit, or contains a link with a label.</exception>
    public Task<ConversationResult> CreateIfNotExistsAsync(
        ConversationId id, ConversationDraft draft, CancellationToken cancellationToken = default) =>
        _service.CreateIfNotExistsAsync(_acting, id, draft, cancellationToken);

    /// <summary>Opens the conversation with another user: finds it, or creates it exactly once if it does not exist.</summary>
    /// <remarks>
    /// If the other user left, the call adds them again only if this user may manage conversations; otherwise it returns the conversation
    /// as it is. A user who comes back sees at most what they saw before, and at most what this user sees. A user who never took part in a
    /// conversation that exists has the id of an erased user, and sees only new messages.
    /// </remarks>
    /// <param name="other">The other user, who may be this user.</param>
    /// <param name="settings">The attributes of a new conversation, or null for none. They are not used if the conversation exists.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation, and whether this call created it.</returns>
    /// <exception cref="ConversationAccessException">
    /// The user does not take part, and may not manage conversations or was removed from the conversation.
    /// </exception>
    /// <exception cref="InvalidConversationDataException">
    /// The settings break a rule or a limit or contain a link with a label, or there would be too many participants.
    /// </exception>
    /// <exception cref="InvalidOperationException">The ids of 1-on-1 conversations must be hidden, but no secret is configured.</exception>
    public Task<ConversationResult> OpenOneOnOneAsync(
        UserId other, ConversationSettings? settings = null, CancellationToken cancellationToken = default) =>
        _service.OpenOneOnOneAsync(_acting, UserId, other.Required(), settings, cancellationToken);

    /// <summary>Updates a conversation, or creates it if it does not exist. This user takes part in a new one.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="patch">The changes.</param>
    /// <param name="expectedSettingsVersion">The expected <see cref="Conversation.SettingsVersion"/> (0: it must not exist), or null for any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation after the call.</returns>
    /// <exception cref="ConversationAccessException">
    /// The user may not manage conversations, may only read, may not create a conversation with this id, or may not change a participant as
    /// requested.
    /// </exception>
    /// <exception cref="InvalidConversationDataException">The patch breaks a rule or a limit, or contains a link with a label.</exception>
    /// <exception cref="ConversationConflictException">The conversation has another settings version than the expected one.</exception>
    public Task<Conversation> SetAsync(
        ConversationId id, ConversationPatch patch, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default) =>
        _service.SetAsync(_acting, id, patch, mayCreate: true, expectedSettingsVersion, cancellationToken);

    /// <summary>Updates a conversation that exists.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="patch">The changes.</param>
    /// <param name="expectedSettingsVersion">The expected <see cref="Conversation.SettingsVersion"/>, or null to accept any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation after the call.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="ConversationAccessException">
    /// The user may not manage conversations, may only read, or may not change a participant as requested.
    /// </exception>
    /// <exception cref="InvalidConversationDataException">The patch breaks a rule or a limit, or contains a link with a label.</exception>
    /// <exception cref="ConversationConflictException">The conversation has another settings version than the expected one.</exception>
    public Task<Conversation> UpdateAsync(
        ConversationId id, ConversationPatch patch, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default) =>
        _service.SetAsync(_acting, id, patch, mayCreate: false, expectedSettingsVersion, cancellationToken);

    /// <summary>Finds a participant, as other participants see one.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The participant, or null if <paramref name="userId"/> does not take part or the conversation does not exist for this user.</returns>
    public async Task<VisibleParticipant?> FindParticipantAsync(
        ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        await _service.FindParticipantAsync(_acting, id, userId, cancellationToken).ConfigureAwait(false) is { } participant
            ? VisibleParticipant.Of(participant)
            : null;

    /// <summary>Finds this user as a participant, including the private values.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The participant, or null if the conversation does not exist for this user.</returns>
    public Task<Participant?> FindOwnParticipantAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        _service.FindParticipantAsync(_acting, id, UserId, cancellationToken);

    /// <summary>Lists the participants, latest joined first, then by user id; 10 per page by default.</summary>
    /// <param name="id">The conversation.</param>
    /// <returns>The list. Reading it throws <see cref="ConversationNotFoundException"/> if the conversation does not exist for this user.</returns>
    public Paged<VisibleParticipant> ListParticipantsAsync(ConversationId id) =>
        _service.ListParticipantsAsync(_acting, id).Select(VisibleParticipant.Of);

    /// <summary>Adds or updates a participant. If <paramref name="userId"/> is this user, the user joins, or updates their own values.</summary>
    /// <remarks>
    /// A user may always set their own notifications. Everything else requires <see cref="UserPermissions.ManageConversations"/>. With this
    /// permission, the user may join a conversation whose id the user knows, unless the user was removed from it, and may add others with
    /// at most the user's own access. A participant who left gets back at most the access from before. In the same way, a user who joins
    /// sees at most the history that they saw before, and at most that of the user who adds them: <see cref="ParticipantPatch.History"/>
    /// asks for it, and <see cref="ConversationsOptions.JoinHistory"/> is the default for a user who never took part. Only the app changes
    /// the history of a participant.
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The participant.</param>
    /// <param name="patch">The changes, or null only to add the participant.</param>
    /// <param name="expectedSettingsVersion">The expected <see cref="Conversation.SettingsVersion"/>, or null to accept any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The participant after the call, as other participants see one.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user, who may not join it either.</exception>
    /// <exception cref="ConversationAccessException">
    /// The user may not change this participant as requested, or another caller removed the participant before it could be read back.
    /// </exception>
    /// <exception cref="InvalidConversationDataException">
    /// There would be more than <see cref="ConversationLimits.MaxParticipants"/> participants (1,000 by default), or an enum value is
    /// undefined.
    /// </exception>
    /// <exception cref="ConversationConflictException">The conversation has another settings version than the expected one.</exception>
    public async Task<VisibleParticipant> SetParticipantAsync(
        ConversationId id,
        UserId userId,
        ParticipantPatch? patch = null,
        long? expectedSettingsVersion = null,
        CancellationToken cancellationToken = default) => VisibleParticipant.Of(
            await _service.SetParticipantAsync(_acting, id, userId, patch, expectedSettingsVersion, cancellationToken).ConfigureAwait(false));

    /// <summary>Removes a participant. If <paramref name="userId"/> is this user, the user leaves.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The participant.</param>
    /// <param name="expectedSettingsVersion">The expected <see cref="Conversation.SettingsVersion"/>, or null to accept any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if this call removed the participant; false if <paramref name="userId"/> did not take part.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="ConversationAccessException">
    /// The user may not leave, may not remove others, or may not remove a participant who has more access.
    /// </exception>
    /// <exception cref="InvalidConversationDataException">The user is the last participant.</exception>
    /// <exception cref="ConversationConflictException">The conversation has another settings version than the expected one.</exception>
    public Task<bool> RemoveParticipantAsync(
        ConversationId id, UserId userId, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default) =>
        _service.RemoveParticipantAsync(_acting, id, userId, expectedSettingsVersion, cancellationToken);

    /// <summary>Sends a text as this user.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="text">The text, at most <see cref="ConversationLimits.MaxTextLength"/> characters (10,000 by default), at least one visible.</param>
    /// <param name="messageId">An id that makes a retry safe, or null to create one. Without an id, a retry sends the message twice.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The message, and whether this call stored it. For a retry: the stored message, or null if it was deleted since or is hidden from the
    /// user now.
    /// </returns>
    /// <exception cref="InvalidConversationDataException">The text breaks a rule or is too long.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="ConversationAccessException">The user may only read.</exception>
    /// <exception cref="MessageConflictException">The id is in use, for a message of another sender or with other content.</exception>
    /// <exception cref="SendRefusedException">A send policy of the app refused the message.</exception>
    public Task<SendResult> SendAsync(
        ConversationId id, string text, MessageId? messageId = null, CancellationToken cancellationToken = default) =>
        _service.SendAsync(_acting, id, UserId, text, messageId, cancellationToken);

    /// <summary>Sends a message as this user.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="draft">The message. If it has an id, a retry is safe. Without an id, a retry sends it twice.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The message, and whether this call stored it. For a retry: the stored message, or null if it was deleted since or is hidden from the
    /// user now.
    /// </returns>
    /// <exception cref="InvalidConversationDataException">The draft breaks a rule, or its text is too long.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="ConversationAccessException">The user may only read, may not reply, or answers a system message.</exception>
    /// <exception cref="MessageNotFoundException">The answered message does not exist for this user, or it was deleted.</exception>
    /// <exception cref="MessageConflictException">The id is in use, for a message of another sender or with other content.</exception>
    /// <exception cref="SendRefusedException">A send policy of the app refused the message.</exception>
    public Task<SendResult> SendMessageAsync(ConversationId id, MessageDraft draft, CancellationToken cancellationToken = default) =>
        _service.SendAsync(_acting, id, UserId, draft, cancellationToken);

    /// <summary>Finds a message.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The message, or null if it or the conversation does not exist for this user, or if it was deleted.</returns>
    public Task<Message?> FindMessageAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken = default) =>
        _service.FindMessageAsync(_acting, id, messageId, cancellationToken);

    /// <summary>Lists the messages that the user can see (<see cref="Participant.VisibleFrom"/>) by sequence; 30 per page by default.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="query">Where to start and in which direction, or null to list the newest messages first.</param>
    /// <returns>The list. Reading it throws <see cref="ConversationNotFoundException"/> if the conversation does not exist for this user.</returns>
    /// <exception cref="ArgumentException">More than one property of the query is set.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A sequence in the query is negative.</exception>
    public Paged<Message> ListMessagesAsync(ConversationId id, MessageQuery? query = null) =>
        _service.ListMessagesAsync(_acting, id, query);

    /// <summary>Edits a message of this user.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="patch">The changes.</param>
    /// <param name="expectedRevision">The expected <see cref="Message.Revision"/>, or null to accept any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The message after the call.</returns>
    /// <exception cref="InvalidConversationDataException">The patch breaks a rule or a limit, or its text contains a link with a label.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist for this user, or it was deleted.</exception>
    /// <exception cref="ConversationAccessException">
    /// The message is not one of this user, or the user may not edit messages or may only read.
    /// </exception>
    /// <exception cref="ConversationConflictException">The message has another revision than the expected one.</exception>
    /// <exception cref="SendRefusedException">A send policy of the app refused the new text.</exception>
    public Task<Message> EditMessageAsync(
        ConversationId id,
        MessageId messageId,
        MessagePatch patch,
        int? expectedRevision = null,
        CancellationToken cancellationToken = default) =>
        _service.EditMessageAsync(_acting, id, messageId, patch, expectedRevision, cancellationToken);

    /// <summary>Deletes the text, custom data and reactions of a message of this user permanently.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the message is deleted.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist for this user, or it was deleted.</exception>
    /// <exception cref="ConversationAccessException">
    /// The message is not one of this user, or the user may not delete messages or may only read.
    /// </exception>
    public Task DeleteMessageAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken = default) =>
        _service.DeleteMessageAsync(_acting, id, messageId, cancellationToken);

    /// <summary>Adds a reaction of this user to a message. If the reaction is there already, nothing changes.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message, which must be a message of a user.</param>
    /// <param name="emoji">
    /// One Unicode emoji, or a <c>:name:</c> of at most 50 characters, including the colons. Emoji that look the same (with and without
    /// U+FE0F) are one reaction, in the spelling that was sent first.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if this call added the reaction; false if it was there already.</returns>
    /// <exception cref="InvalidConversationDataException">
    /// The emoji is invalid, or the message would have more than <see cref="ConversationLimits.MaxReactions"/> different ones (50 by
    /// default).
    /// </exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist for this user, or it was deleted.</exception>
    /// <exception cref="ConversationAccessException">The user may not react, or the message is a system message.</exception>
    public Task<bool> AddReactionAsync(
        ConversationId id, MessageId messageId, string emoji, CancellationToken cancellationToken = default) =>
        _service.ReactAsync(_acting, id, messageId, UserId, emoji, isThere: true, cancellationToken);

    /// <summary>Removes a reaction of this user from a message. If the reaction is not there, nothing changes.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="emoji">
    /// One Unicode emoji, or a <c>:name:</c> of at most 50 characters, including the colons; in any spelling that looks the same.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if this call removed the reaction; false if it was not there.</returns>
    /// <exception cref="InvalidConversationDataException">The emoji is invalid.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist for this user, or it was deleted.</exception>
    /// <exception cref="ConversationAccessException">The user may not react.</exception>
    public Task<bool> RemoveReactionAsync(
        ConversationId id, MessageId messageId, string emoji, CancellationToken cancellationToken = default) =>
        _service.ReactAsync(_acting, id, messageId, UserId, emoji, isThere: false, cancellationToken);

    /// <summary>Lists the reactions to a message and their users, oldest first; 30 per page by default.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <returns>
    /// The list. Reading it throws <see cref="ConversationNotFoundException"/> if the conversation does not exist for this user, and
    /// <see cref="MessageNotFoundException"/> if the message does not.
    /// </returns>
    public Paged<Reactor> ListReactionsAsync(ConversationId id, MessageId messageId) =>
        _service.ListReactionsAsync(_acting, id, messageId);

    /// <summary>Lists the inbox of this user: conversations with messages, most recently active first; 20 per page by default.</summary>
    /// <param name="query">Filters, and whether to list conversations without messages too; or null for neither.</param>
    /// <returns>The list. It is empty if the user takes part in no conversation.</returns>
    /// <exception cref="ArgumentException">A filter in the query is null.</exception>
    public Paged<InboxEntry> ListInboxAsync(ConversationQuery? query = null) => _service.ListInboxAsync(UserId, query);

    /// <summary>Counts what this user has not read in the conversations of the inbox, for a badge.</summary>
    /// <remarks>
    /// A conversation counts if it has unread messages or is marked as unread, also if the user gets no notifications of it. The count stops
    /// at 99 conversations that are unread, and looks at 1,000 at most, the most recently active first. So it costs the same however
    /// many conversations the user has. Show <c>99+</c> if <see cref="UnreadTotals.IsExact"/> is false.
    /// </remarks>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The numbers, all 0 if nothing is unread.</returns>
    public Task<UnreadTotals> CountUnreadAsync(CancellationToken cancellationToken = default) =>
        _service.CountUnreadAsync(UserId, cancellationToken);

    /// <summary>Finds how far this user has read a conversation.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state, or null if the conversation does not exist for this user.</returns>
    public Task<ReadState?> FindReadStateAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        _service.FindReadStateAsync(id, UserId, cancellationToken);

    /// <summary>Finds the sequence up to which all participants have read: the lowest of their read positions.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The sequence, 0 if a participant has read nothing, or null if the conversation does not exist for this user.</returns>
    public Task<long?> FindEveryoneReadUpToAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        _service.FindEveryoneReadUpToAsync(_acting, id, cancellationToken);

    /// <summary>Marks a conversation as read, and removes the unread mark of this user.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="upTo">The last sequence that the user has read, 0 or more, or null for all. Higher values count as the last sequence.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state afterwards. The read position never moves back.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="upTo"/> is negative.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    public Task<ReadState> MarkAsReadAsync(ConversationId id, long? upTo = null, CancellationToken cancellationToken = default) =>
        _service.MarkAsReadAsync(_acting, id, UserId, upTo, cancellationToken);

    /// <summary>Marks a conversation as unread, until the user next marks it as read or sends a message to it.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state afterwards.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist for this user.</exception>
    /// <exception cref="ConversationAccessException">The user may not mark conversations as unread.</exception>
    public Task<ReadState> MarkAsUnreadAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        _service.MarkAsUnreadAsync(_acting, id, UserId, cancellationToken);

    /// <summary>Finds a conversation as the inbox of this user shows it, even without messages, for example for the header of a chat.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The entry, or null if the conversation does not exist for this user.</returns>
    public Task<InboxEntry?> FindEntryAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        _service.FindEntryAsync(id, UserId, cancellationToken);

    /// <summary>Finds the profile of a user, without e-mail addresses and phone numbers.</summary>
    /// <param name="userId">This user, or one who takes part in a conversation with this user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The profile, or null if the user is unknown or shares no conversation with this user.</returns>
    public Task<UserProfile?> FindUserAsync(UserId userId, CancellationToken cancellationToken = default) =>
        _service.FindProfileAsync(_acting, userId, cancellationToken);
}
