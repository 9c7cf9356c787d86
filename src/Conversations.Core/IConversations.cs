using System.Diagnostics.CodeAnalysis;

namespace Conversations;

/// <summary>Provides access to all conversations as the app itself, which may do everything. The instance is thread-safe.</summary>
/// <remarks>
/// <para>
/// Every method can throw these exceptions, in addition to those that it documents: <see cref="ArgumentException"/> if an id is
/// <c>default</c>, or if a draft, a patch, a stream or the messages to import are null; <see cref="OperationCanceledException"/> if it is
/// cancelled; <see cref="ObjectDisposedException"/> after the service provider was disposed; <see cref="StorageException"/> if the store
/// cannot serve the call; <see cref="OutcomeUnknownException"/>, from methods that write, if the store did not answer; and the exceptions
/// of the app's own <see cref="ISendPolicy"/> and <see cref="IUserDirectory"/>.
/// </para>
/// <para>
/// If a method throws, nothing was written, unless the exception is an <see cref="OutcomeUnknownException"/>, or its message or the
/// documentation of the method says otherwise. A not-found exception can also mean that another caller deleted the result before it was
/// read back.
/// </para>
/// </remarks>
public partial interface IConversations
{
    /// <summary>Creates a session, which sees and does only what one user may. A session is cheap to create and can be kept.</summary>
    /// <param name="userId">The user. The app must have authenticated the user, because the library trusts this id.</param>
    /// <param name="permissions">What the user may do in the session, or null for <see cref="ConversationsOptions.Permissions"/>.</param>
    /// <returns>The session.</returns>
    [SuppressMessage("Naming", "CA1716", Justification = "The name reads well in C#. Visual Basic writes it as [As].")]
    UserSession As(UserId userId, UserPermissions? permissions = null);

    /// <summary>Finds a conversation.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation with its last message, or null if it does not exist.</returns>
    Task<Conversation?> FindAsync(ConversationId id, CancellationToken cancellationToken = default);

    /// <summary>Creates a conversation if it does not exist. An existing one is not changed.</summary>
    /// <param name="id">The id that the app chose or derived.</param>
    /// <param name="draft">The attributes and at least one participant.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation, and whether this call created it. Of several concurrent callers, exactly one creates it.</returns>
    /// <exception cref="InvalidConversationDataException">The draft breaks a rule. It is checked even if the conversation exists.</exception>
    Task<ConversationResult> CreateIfNotExistsAsync(
        ConversationId id, ConversationDraft draft, CancellationToken cancellationToken = default);

    /// <summary>Opens the conversation of two users: finds it, or creates it if it does not exist.</summary>
    /// <remarks>
    /// Its id is <see cref="IConversationIds.OneOnOne"/>. An existing conversation is found under each of
    /// <see cref="IConversationIds.OneOnOneCandidates"/>. If several callers open it at the same time, it is created exactly once. If it
    /// exists, each of the two users who does not take part is added. Nobody else is changed, because the conversation may have become a
    /// group. A user who comes back sees what they saw before. A user who never took part in it has the id of an erased user, and sees
    /// only the messages that are stored from now on.
    /// </remarks>
    /// <param name="a">One user.</param>
    /// <param name="b">The other user, who may be the same.</param>
    /// <param name="settings">The attributes of a new conversation, or null for none. They are not used if the conversation exists.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation, and whether this call created it.</returns>
    /// <exception cref="InvalidConversationDataException">The settings break a rule, or there would be too many participants.</exception>
    /// <exception cref="InvalidOperationException">The ids of 1-on-1 conversations must be hidden, but no secret is configured.</exception>
    Task<ConversationResult> OpenOneOnOneAsync(
        UserId a, UserId b, ConversationSettings? settings = null, CancellationToken cancellationToken = default);

    /// <summary>Updates a conversation, or creates it if it does not exist.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="patch">The changes. To create the conversation, the patch must name at least one participant.</param>
    /// <param name="expectedSettingsVersion">The expected <see cref="Conversation.SettingsVersion"/> (0: it must not exist), or null for any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation after the call.</returns>
    /// <exception cref="InvalidConversationDataException">The patch breaks a rule or a limit.</exception>
    /// <exception cref="ConversationConflictException">The conversation has another settings version than the expected one.</exception>
    Task<Conversation> SetAsync(
        ConversationId id, ConversationPatch patch, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Updates a conversation that exists.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="patch">The changes.</param>
    /// <param name="expectedSettingsVersion">The expected <see cref="Conversation.SettingsVersion"/>, or null to accept any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation after the call.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="InvalidConversationDataException">The patch breaks a rule or a limit.</exception>
    /// <exception cref="ConversationConflictException">The conversation has another settings version than the expected one.</exception>
    Task<Conversation> UpdateAsync(
        ConversationId id, ConversationPatch patch, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a conversation permanently, with its messages and participants.</summary>
    /// <remarks>It ceases to exist immediately. Its rows are removed in bounded batches: if the call fails or is cancelled, call it again.</remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="expectedSettingsVersion">The expected <see cref="Conversation.SettingsVersion"/>, or null to accept any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if this call deleted the conversation; false if it did not exist.</returns>
    /// <exception cref="ConversationConflictException">The conversation has another settings version than the expected one.</exception>
    Task<bool> DeleteAsync(
        ConversationId id, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Finds a participant.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The participant, or null if the user does not take part or the conversation does not exist.</returns>
    Task<Participant?> FindParticipantAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Lists the participants, latest joined first, then by user id; 10 per page by default.</summary>
    /// <param name="id">The conversation.</param>
    /// <returns>The list. Reading it throws <see cref="ConversationNotFoundException"/> if the conversation does not exist.</returns>
    Paged<Participant> ListParticipantsAsync(ConversationId id);

    /// <summary>Adds a user to a conversation, or updates the participant if the user takes part already.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="patch">
    /// The changes to the current values, or to the defaults for a new participant; or null for none. <see cref="ParticipantPatch.History"/>
    /// sets how much of the past the participant can see; without it, a user who comes back sees what they saw before.
    /// </param>
    /// <param name="expectedSettingsVersion">The expected <see cref="Conversation.SettingsVersion"/>, or null to accept any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The participant after the call.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="ConversationAccessException">Another caller removed the user before the participant could be read back.</exception>
    /// <exception cref="InvalidConversationDataException">
    /// There would be more than <see cref="ConversationLimits.MaxParticipants"/> participants (1,000 by default), or an enum value is
    /// undefined.
    /// </exception>
    /// <exception cref="ConversationConflictException">The conversation has another settings version than the expected one.</exception>
    Task<Participant> SetParticipantAsync(
        ConversationId id,
        UserId userId,
        ParticipantPatch? patch = null,
        long? expectedSettingsVersion = null,
        CancellationToken cancellationToken = default);

    /// <summary>Removes a user from a conversation.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="expectedSettingsVersion">The expected <see cref="Conversation.SettingsVersion"/>, or null to accept any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if this call removed the user; false if the user did not take part.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="InvalidConversationDataException">The user is the last participant. Delete the conversation instead.</exception>
    /// <exception cref="ConversationConflictException">The conversation has another settings version than the expected one.</exception>
    Task<bool> RemoveParticipantAsync(
        ConversationId id, UserId userId, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the inbox of a user: conversations with messages, most recently active first; 20 per page by default.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="query">Filters, and whether to list conversations without messages too; or null for neither.</param>
    /// <returns>The list. It is empty if the user takes part in no conversation.</returns>
    /// <exception cref="ArgumentException">A filter in the query is null.</exception>
    Paged<InboxEntry> ListInboxAsync(UserId userId, ConversationQuery? query = null);

    /// <summary>Lists all conversations by id, for administration: it may scan all of them; 20 per page by default.</summary>
    /// <param name="query">Filters, and whether to list conversations without messages too; or null for neither.</param>
    /// <returns>The list. A page can be short although more pages follow: at most 1,000 conversations are examined for it.</returns>
    /// <exception cref="ArgumentException">A filter in the query depends on a user, or is null.</exception>
    Paged<Conversation> ListAsync(ConversationQuery? query = null);

    /// <summary>Finds how far a user has read a conversation.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state, or null if the user does not take part or the conversation does not exist.</returns>
    Task<ReadState?> FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Finds the sequence up to which all participants have read: the lowest of their read positions.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The sequence, 0 if a participant has read nothing, or null if the conversation does not exist.</returns>
    Task<long?> FindEveryoneReadUpToAsync(ConversationId id, CancellationToken cancellationToken = default);

    /// <summary>Marks a conversation as read for a user, and removes the unread mark of the user.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="upTo">The last sequence that the user has read, 0 or more, or null for all. Higher values count as the last sequence.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state afterwards. The read position never moves back.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="upTo"/> is negative.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="ConversationAccessException">The user does not take part.</exception>
    Task<ReadState> MarkAsReadAsync(
        ConversationId id, UserId userId, long? upTo = null, CancellationToken cancellationToken = default);

    /// <summary>Marks a conversation as unread for a user, until the user next marks it as read or sends a message to it.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state afterwards.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="ConversationAccessException">The user does not take part.</exception>
    Task<ReadState> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Finds a conversation as the inbox of a user shows it, even without messages, for example for the header of a chat.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The entry, or null if the user does not take part or the conversation does not exist.</returns>
    Task<InboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);
}
