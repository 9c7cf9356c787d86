namespace Conversations;

/// <content>Messages, reactions and imports.</content>
public partial interface IConversations
{
    /// <summary>Sends a text as a user.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="senderId">The user, who must take part with <see cref="ParticipantAccess.ReadWrite"/>.</param>
    /// <param name="text">The text, at most <see cref="ConversationLimits.MaxTextLength"/> characters (10,000 by default), at least one visible.</param>
    /// <param name="messageId">An id that makes a retry safe, or null to create one. Without an id, a retry sends the message twice.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The message, and whether this call stored it. For a retry: the stored message, or null if it was deleted since.</returns>
    /// <exception cref="InvalidConversationDataException">The text breaks a rule or is too long.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="ConversationAccessException">The sender does not take part, or may only read.</exception>
    /// <exception cref="MessageConflictException">The id is in use, for a message of another sender or with other content.</exception>
    /// <exception cref="SendRefusedException">A send policy of the app refused the message.</exception>
    Task<SendResult> SendAsync(
        ConversationId id, UserId senderId, string text, MessageId? messageId = null, CancellationToken cancellationToken = default);

    /// <summary>Sends a message as a user.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="senderId">The user, who must take part with <see cref="ParticipantAccess.ReadWrite"/>.</param>
    /// <param name="draft">The message. If it has an id, a retry is safe. Without an id, a retry sends it twice.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The message, and whether this call stored it. For a retry: the stored message, or null if it was deleted since.</returns>
    /// <exception cref="InvalidConversationDataException">The draft breaks a rule, or its text is too long.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="ConversationAccessException">The sender does not take part, may only read, or answers a system message.</exception>
    /// <exception cref="MessageNotFoundException">The answered message does not exist for the sender, or it was deleted.</exception>
    /// <exception cref="MessageConflictException">The id is in use, for a message of another sender or with other content.</exception>
    /// <exception cref="SendRefusedException">A send policy of the app refused the message.</exception>
    Task<SendResult> SendMessageAsync(
        ConversationId id, UserId senderId, MessageDraft draft, CancellationToken cancellationToken = default);

    /// <summary>Sends a text as the app: a system message, which has no sender.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="text">The text, at most <see cref="ConversationLimits.MaxTextLength"/> characters (10,000 by default), at least one visible.</param>
    /// <param name="messageId">An id that makes a retry safe, or null to create one. Without an id, a retry sends the message twice.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The message, and whether this call stored it. For a retry: the stored message, or null if it was deleted since.</returns>
    /// <exception cref="InvalidConversationDataException">The text breaks a rule or is too long.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="MessageConflictException">The id is in use, for a message of a user or with other content.</exception>
    /// <exception cref="SendRefusedException">A send policy of the app refused the message.</exception>
    Task<SendResult> SendSystemMessageAsync(
        ConversationId id, string text, MessageId? messageId = null, CancellationToken cancellationToken = default);

    /// <summary>Sends a message as the app: a system message, which has no sender.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="draft">The message. If it has an id, a retry is safe. Without an id, a retry sends it twice.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The message, and whether this call stored it. For a retry: the stored message, or null if it was deleted since.</returns>
    /// <exception cref="InvalidConversationDataException">The draft breaks a rule, or its text is too long.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="MessageNotFoundException">The answered message does not exist, or it was deleted.</exception>
    /// <exception cref="MessageConflictException">The id is in use, for a message of a user or with other content.</exception>
    /// <exception cref="SendRefusedException">A send policy of the app refused the message.</exception>
    Task<SendResult> SendSystemMessageAsync(
        ConversationId id, MessageDraft draft, CancellationToken cancellationToken = default);

    /// <summary>Finds a message.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The message, or null if it does not exist, it was deleted, or the conversation does not exist.</returns>
    Task<Message?> FindMessageAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken = default);

    /// <summary>Lists messages by sequence; 30 per page by default.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="query">Where to start and in which direction, or null to list the newest messages first.</param>
    /// <returns>The list. Reading it throws <see cref="ConversationNotFoundException"/> if the conversation does not exist.</returns>
    /// <exception cref="ArgumentException">More than one property of the query is set.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A sequence in the query is negative.</exception>
    Paged<Message> ListMessagesAsync(ConversationId id, MessageQuery? query = null);

    /// <summary>Edits a message, even a system message or a message of a user who no longer takes part.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="patch">The changes.</param>
    /// <param name="expectedRevision">The expected <see cref="Message.Revision"/>, or null to accept any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The message after the call.</returns>
    /// <exception cref="InvalidConversationDataException">The patch breaks a rule or a limit.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist, or it was deleted.</exception>
    /// <exception cref="ConversationConflictException">The message has another revision than the expected one.</exception>
    /// <exception cref="SendRefusedException">A send policy of the app refused the new text.</exception>
    Task<Message> EditMessageAsync(
        ConversationId id,
        MessageId messageId,
        MessagePatch patch,
        int? expectedRevision = null,
        CancellationToken cancellationToken = default);

    /// <summary>Deletes the text, custom data and reactions of a message permanently. Its id and its sequence are not used again.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the message is deleted.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist, or it was deleted.</exception>
    Task DeleteMessageAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken = default);

    /// <summary>Adds a reaction of a user to a message. If the reaction is there already, nothing changes.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message, which must be a message of a user.</param>
    /// <param name="userId">The user, who must take part.</param>
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
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist for the user, or it was deleted.</exception>
    /// <exception cref="ConversationAccessException">The user does not take part, or the message is a system message.</exception>
    Task<bool> AddReactionAsync(
        ConversationId id, MessageId messageId, UserId userId, string emoji, CancellationToken cancellationToken = default);

    /// <summary>Removes a reaction of a user from a message. If the reaction is not there, nothing changes.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="userId">The user, who does not need to take part any longer.</param>
    /// <param name="emoji">
    /// One Unicode emoji, or a <c>:name:</c> of at most 50 characters, including the colons; in any spelling that looks the same.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if this call removed the reaction; false if it was not there.</returns>
    /// <exception cref="InvalidConversationDataException">The emoji is invalid.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist, or it was deleted.</exception>
    Task<bool> RemoveReactionAsync(
        ConversationId id, MessageId messageId, UserId userId, string emoji, CancellationToken cancellationToken = default);

    /// <summary>Lists the reactions to a message and their users, oldest first; 30 per page by default.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <returns>
    /// The list. Reading it throws <see cref="ConversationNotFoundException"/> if the conversation does not exist, and
    /// <see cref="MessageNotFoundException"/> if the message does not.
    /// </returns>
    Paged<Reactor> ListReactionsAsync(ConversationId id, MessageId messageId);

    /// <summary>Imports messages in the given order, with their own ids and times.</summary>
    /// <remarks>
    /// <para>
    /// Senders do not need to take part, no send policy is asked, and nobody is notified. Participants who had read everything before a
    /// batch still have afterwards (<see cref="ImportOptions.MarkAsRead"/>); no other read position moves. An import does not change the
    /// times of messages that are sent later, and the last message of the conversation stays the latest one by time.
    /// </para>
    /// <para>
    /// If the import runs again, it skips the messages that are stored already. Messages that were stored before an exception stay stored;
    /// after a <see cref="MessageConflictException"/>, so do other messages of the same batch.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation, which must exist.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="options">The options, or null for batches of 500 messages and an end at the first refused message.</param>
    /// <param name="cancellationToken">Cancels the call. Messages that were stored before stay stored.</param>
    /// <returns>The numbers of messages that were stored, that were there already, and that were refused.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="ArgumentException">A message is null, or an id in it is <c>default</c>. The messages before it are stored.</exception>
    /// <exception cref="InvalidConversationDataException">
    /// A message breaks a rule, and <see cref="ImportOptions.OnRefused"/> is not set. Or a participant or a former participant does not see
    /// all of the past, and <see cref="ImportOptions.VisibleTo"/> does not say who sees the imported messages; then nothing is imported.
    /// </exception>
    /// <exception cref="MessageNotFoundException">An answered message does not exist, and <see cref="ImportOptions.OnRefused"/> is not set.</exception>
    /// <exception cref="ConversationAccessException">A user answers a system message, and <see cref="ImportOptions.OnRefused"/> is not set.</exception>
    /// <exception cref="MessageConflictException">An id is in use for other content, and <see cref="ImportOptions.OnRefused"/> is not set.</exception>
    Task<ImportProgress> ImportAsync(
        ConversationId id,
        IAsyncEnumerable<ImportedMessage> messages,
        ImportOptions? options = null,
        CancellationToken cancellationToken = default);
}
