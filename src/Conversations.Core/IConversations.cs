using System.Diagnostics.CodeAnalysis;

namespace Conversations;

/// <summary>Conversations, as the app itself sees them: it may do everything.</summary>
/// <remarks>
/// Safe to use from any number of callers at once. Every method throws <see cref="ArgumentException"/> for a <c>default</c> id,
/// <see cref="OperationCanceledException"/> where it is cancelled, <see cref="ObjectDisposedException"/> once the provider is disposed,
/// <see cref="StorageException"/> where the store cannot serve, and, where it writes,
/// <see cref="OutcomeUnknownException"/> where the store did not answer. Where an exception is thrown, nothing was written, unless it
/// is that one or says so itself; or what was written was deleted again by another caller before it could be read back, which is
/// told as not found.
/// </remarks>
public interface IConversations
{
    /// <summary>Gives conversations as one user sees them, and only what that user may do. Costs nothing; keep it or make it anew.</summary>
    /// <param name="userId">The user, of whom the app has proved who they are: the library trusts that.</param>
    /// <param name="permissions">What they may do in this session; null = <see cref="ConversationsOptions.Permissions"/>.</param>
    /// <returns>The session.</returns>
    [SuppressMessage("Naming", "CA1716", Justification = "Reads as what it means in C#; in Visual Basic it is written [As].")]
    UserSession As(UserId userId, UserPermissions? permissions = null);

    /// <summary>Finds a conversation.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The conversation with its last message; null = it does not exist.</returns>
    Task<Conversation?> FindAsync(ConversationId id, CancellationToken cancellationToken = default);

    /// <summary>Creates a conversation unless it exists; one that exists is left untouched.</summary>
    /// <param name="id">The id that the app chose or derived.</param>
    /// <param name="draft">What it is created with; at least one participant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The conversation, and whether this call created it: of many callers at once exactly one.</returns>
    /// <exception cref="InvalidConversationDataException">The draft breaks a rule, also where the conversation exists.</exception>
    Task<ConversationResult> CreateIfNotExistsAsync(
        ConversationId id, ConversationDraft draft, CancellationToken cancellationToken = default);

    /// <summary>Opens the conversation of two users: finds it, or creates it exactly once, whoever else tries at the same time.</summary>
    /// <remarks>
    /// Its id is <see cref="IConversationIds.OneOnOne"/>; it is looked for under every candidate before it is created. Where it exists,
    /// whichever of the two is missing is added, and nobody else is touched: it may have become a group.
    /// </remarks>
    /// <param name="a">One of them.</param>
    /// <param name="b">The other, who may be the same.</param>
    /// <param name="settings">The attributes that it is created with; not used where it exists. Null = none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The conversation, and whether this call created it.</returns>
    /// <exception cref="InvalidConversationDataException">The settings break a rule, or a limit of participants is reached.</exception>
    /// <exception cref="InvalidOperationException">Ids of 1-on-1 conversations are to be hidden, but there is no secret.</exception>
    Task<ConversationResult> OpenOneOnOneAsync(
        UserId a, UserId b, ConversationSettings? settings = null, CancellationToken cancellationToken = default);

    /// <summary>Patches a conversation, or creates it where it does not exist.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="patch">What changes; it must name a participant where it creates.</param>
    /// <param name="expectedSettingsVersion">The <see cref="Conversation.SettingsVersion"/> it must have; 0 = it must not exist; null = any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The conversation as it is now.</returns>
    /// <exception cref="InvalidConversationDataException">The patch breaks a rule or a limit.</exception>
    /// <exception cref="ConversationConflictException">It has another settings version.</exception>
    Task<Conversation> SetAsync(
        ConversationId id, ConversationPatch patch, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Patches a conversation that exists.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="expectedSettingsVersion">The <see cref="Conversation.SettingsVersion"/> it must have; null = any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The conversation as it is now.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="InvalidConversationDataException">The patch breaks a rule or a limit.</exception>
    /// <exception cref="ConversationConflictException">It has another settings version.</exception>
    Task<Conversation> UpdateAsync(
        ConversationId id, ConversationPatch patch, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a conversation with its messages and participants, for good.</summary>
    /// <remarks>It stops to exist at once; its rows are removed in bounded batches. Call it again where it was cancelled or failed.</remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="expectedSettingsVersion">The <see cref="Conversation.SettingsVersion"/> it must have; null = any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether this call deleted it; false = it did not exist.</returns>
    /// <exception cref="ConversationConflictException">It has another settings version.</exception>
    Task<bool> DeleteAsync(
        ConversationId id, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Finds a participant.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The participant; null = the user does not take part, or the conversation does not exist.</returns>
    Task<Participant?> FindParticipantAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Lists who takes part, the latest joined first, then by user id; 10 a page.</summary>
    /// <param name="id">The conversation.</param>
    /// <returns>The list; reading it throws <see cref="ConversationNotFoundException"/> where the conversation does not exist.</returns>
    Paged<Participant> ListParticipantsAsync(ConversationId id);

    /// <summary>Adds a user to a conversation, or patches them where they take part already.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="patch">What changes; for who joins what differs from the defaults. Null = only that they take part.</param>
    /// <param name="expectedSettingsVersion">The <see cref="Conversation.SettingsVersion"/> it must have; null = any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The participant as they are now.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="ConversationAccessException">Another caller removed them before they could be read back.</exception>
    /// <exception cref="InvalidConversationDataException">There would be too many participants, or a value is none of its enum.</exception>
    /// <exception cref="ConversationConflictException">It has another settings version.</exception>
    Task<Participant> SetParticipantAsync(
        ConversationId id,
        UserId userId,
        ParticipantPatch? patch = null,
        long? expectedSettingsVersion = null,
        CancellationToken cancellationToken = default);

    /// <summary>Removes a user from a conversation.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="expectedSettingsVersion">The <see cref="Conversation.SettingsVersion"/> it must have; null = any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether this call removed them; false = they did not take part.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="InvalidConversationDataException">They are the last one: delete the conversation instead.</exception>
    /// <exception cref="ConversationConflictException">It has another settings version.</exception>
    Task<bool> RemoveParticipantAsync(
        ConversationId id, UserId userId, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Sends a text on a user's behalf.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="senderId">The user, who must take part with <see cref="ParticipantAccess.ReadWrite"/>.</param>
    /// <param name="text">The text, 1 to 10,000 characters (UTF-16 units), at least one of them visible.</param>
    /// <param name="messageId">The id, which makes it safe to send again; null = a new one is made, and a retry would send twice.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The message, and whether this call stored it. If it was sent before, the one that is there already.</returns>
    /// <exception cref="InvalidConversationDataException">The text breaks a rule.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="ConversationAccessException">The sender does not take part, or may only read.</exception>
    /// <exception cref="MessageConflictException">The id was used for other content, or by another sender.</exception>
    /// <exception cref="SendRefusedException">A policy of the app refused it.</exception>
    Task<SendResult> SendAsync(
        ConversationId id, UserId senderId, string text, MessageId? messageId = null, CancellationToken cancellationToken = default);

    /// <summary>Sends a message on a user's behalf.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="senderId">The user, who must take part with <see cref="ParticipantAccess.ReadWrite"/>.</param>
    /// <param name="draft">The message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The message, and whether this call stored it. If it was sent before, the one that is there already.</returns>
    /// <exception cref="InvalidConversationDataException">The draft breaks a rule.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="ConversationAccessException">The sender does not take part, may only read, or answers a system message.</exception>
    /// <exception cref="MessageNotFoundException">The answered message does not exist.</exception>
    /// <exception cref="MessageConflictException">The id was used for other content, or by another sender.</exception>
    /// <exception cref="SendRefusedException">A policy of the app refused it.</exception>
    Task<SendResult> SendMessageAsync(
        ConversationId id, UserId senderId, MessageDraft draft, CancellationToken cancellationToken = default);

    /// <summary>Sends a text of the app's own: a system message, which has no sender.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="text">The text, 1 to 10,000 characters (UTF-16 units), at least one of them visible.</param>
    /// <param name="messageId">The id, which makes it safe to send again; null = a new one is made, and a retry would send twice.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The message, and whether this call stored it. If it was sent before, the one that is there already.</returns>
    /// <exception cref="InvalidConversationDataException">The text breaks a rule.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="MessageConflictException">The id was used for other content, or by a user.</exception>
    /// <exception cref="SendRefusedException">A policy of the app refused it.</exception>
    Task<SendResult> SendSystemMessageAsync(
        ConversationId id, string text, MessageId? messageId = null, CancellationToken cancellationToken = default);

    /// <summary>Sends a message of the app's own: a system message, which has no sender.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="draft">The message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The message, and whether this call stored it. If it was sent before, the one that is there already.</returns>
    /// <exception cref="InvalidConversationDataException">The draft breaks a rule.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="MessageNotFoundException">The answered message does not exist.</exception>
    /// <exception cref="MessageConflictException">The id was used for other content, or by a user.</exception>
    /// <exception cref="SendRefusedException">A policy of the app refused it.</exception>
    Task<SendResult> SendSystemMessageAsync(
        ConversationId id, MessageDraft draft, CancellationToken cancellationToken = default);

    /// <summary>Finds a message.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The message; null = there is none, or it was deleted, or the conversation does not exist.</returns>
    Task<Message?> FindMessageAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken = default);

    /// <summary>Lists messages by sequence; 30 a page.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="query">Where to begin, and in which direction; null = the newest first.</param>
    /// <returns>The list; reading it throws <see cref="ConversationNotFoundException"/> where the conversation does not exist.</returns>
    /// <exception cref="ArgumentException">A sequence is negative, or more than one is given.</exception>
    Paged<Message> ListMessagesAsync(ConversationId id, MessagesQuery? query = null);

    /// <summary>Edits a message, also a system message or one of whoever does not take part any longer.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="expectedRevision">The <see cref="Message.Revision"/> it must have; null = any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The message as it is now.</returns>
    /// <exception cref="InvalidConversationDataException">The patch breaks a rule.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist, or was deleted.</exception>
    /// <exception cref="ConversationConflictException">The message has another revision.</exception>
    /// <exception cref="SendRefusedException">A policy of the app refused the new text.</exception>
    Task<Message> EditMessageAsync(
        ConversationId id,
        MessageId messageId,
        MessagePatch patch,
        int? expectedRevision = null,
        CancellationToken cancellationToken = default);

    /// <summary>Deletes a message: its text, custom data and reactions for good. Its id and its sequence stay taken.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is deleted.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist, or was deleted before.</exception>
    Task DeleteMessageAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken = default);

    /// <summary>Puts a user's reaction on a message; one that is there already is a success.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message, which must be a user's.</param>
    /// <param name="userId">The user, who must take part.</param>
    /// <param name="emoji">One Unicode emoji, or <c>:name:</c> up to 50 characters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether this call put it there.</returns>
    /// <exception cref="InvalidConversationDataException">It is no emoji, or there would be more than 50 different ones.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist, or was deleted.</exception>
    /// <exception cref="ConversationAccessException">The user does not take part, or it is a system message.</exception>
    Task<bool> AddReactionAsync(
        ConversationId id, MessageId messageId, UserId userId, string emoji, CancellationToken cancellationToken = default);

    /// <summary>Takes a user's reaction back; one that is not there is a success.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="userId">The user, who need not take part any longer.</param>
    /// <param name="emoji">One Unicode emoji, or <c>:name:</c> up to 50 characters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether this call took it back.</returns>
    /// <exception cref="InvalidConversationDataException">It is no emoji.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="MessageNotFoundException">The message does not exist, or was deleted.</exception>
    Task<bool> RemoveReactionAsync(
        ConversationId id, MessageId messageId, UserId userId, string emoji, CancellationToken cancellationToken = default);

    /// <summary>Lists who reacted to a message and how, in the order in which they did; 30 a page.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <returns>
    /// The list; reading it throws <see cref="ConversationNotFoundException"/> where the conversation does not exist, and
    /// <see cref="MessageNotFoundException"/> where the message does not.
    /// </returns>
    Paged<Reactor> ListReactionsAsync(ConversationId id, MessageId messageId);

    /// <summary>Takes messages from elsewhere, in the order given, with their own ids and times.</summary>
    /// <remarks>
    /// Senders need not take part, no policy is asked, nobody's read position moves and nobody is notified. An import that is run again
    /// passes over what is there already.
    /// </remarks>
    /// <param name="id">The conversation, which must exist.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="options">How; null = 500 at a time, ending with the first that is refused.</param>
    /// <param name="cancellationToken">Gives up; what was stored by then stays stored.</param>
    /// <returns>What was stored, was there already and was refused.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="ArgumentException">A message is null, or an id in it is <c>default</c>; what came before it is stored.</exception>
    /// <exception cref="InvalidConversationDataException">A message breaks a rule, and <see cref="ImportOptions.OnRefused"/> is not set.</exception>
    /// <exception cref="MessageNotFoundException">An answered message does not exist, and <see cref="ImportOptions.OnRefused"/> is not set.</exception>
    /// <exception cref="ConversationAccessException">A user's message answers a system message, and <see cref="ImportOptions.OnRefused"/> is not set.</exception>
    /// <exception cref="MessageConflictException">
    /// An id was used for other content, and <see cref="ImportOptions.OnRefused"/> is not set. What stood in the same batch may be stored.
    /// </exception>
    Task<ImportProgress> ImportAsync(
        ConversationId id,
        IAsyncEnumerable<ImportedMessage> messages,
        ImportOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Lists a user's inbox: their conversations that have messages, the most recently active first; 20 a page.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="query">Filters, and whether to list empty conversations too; null = neither.</param>
    /// <returns>The list; empty for a user who takes part in nothing.</returns>
    Paged<InboxEntry> ListInboxAsync(UserId userId, ConversationQuery? query = null);

    /// <summary>Lists all conversations by id, for administration: it may scan; 20 a page.</summary>
    /// <param name="query">Filters, and whether to list empty conversations too; null = neither.</param>
    /// <returns>The list.</returns>
    /// <exception cref="ArgumentException">A filter asks about a user.</exception>
    Paged<Conversation> ListAsync(ConversationQuery? query = null);

    /// <summary>Finds how far a user has read a conversation.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The state; null = the user does not take part, or the conversation does not exist.</returns>
    Task<ReadState?> FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Finds up to which message everyone has read: the lowest read position of all who take part.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The sequence, 0 = not everyone has read something; null = the conversation does not exist.</returns>
    Task<long?> FindEveryoneReadUpToAsync(ConversationId id, CancellationToken cancellationToken = default);

    /// <summary>Marks a conversation as read for a user.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="upTo">The sequence up to which they have read, 0 or more; past the last it counts as the last. Null = all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The state afterwards. The read position only moves forward.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The sequence is negative.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="ConversationAccessException">The user does not take part.</exception>
    Task<ReadState> MarkAsReadAsync(
        ConversationId id, UserId userId, long? upTo = null, CancellationToken cancellationToken = default);

    /// <summary>Marks a conversation as unread for a user, until they next mark it as read or send to it.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The state afterwards.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist.</exception>
    /// <exception cref="ConversationAccessException">The user does not take part.</exception>
    Task<ReadState> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Finds one of a user's conversations as their inbox has it, also one without messages: what the header of a chat draws.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The entry; null = the user does not take part, or the conversation does not exist.</returns>
    Task<InboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Finds a user, in the app's directory if there is one, else among the library's own.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The user; null = nobody knows them.</returns>
    Task<User?> FindUserAsync(UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Patches one of the library's own users, or adds them. An <see cref="IUserDirectory"/> of the app goes before them.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="patch">What changes; a new user needs a name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The user as they are now.</returns>
    /// <exception cref="InvalidConversationDataException">The patch breaks a rule, or a new user has no name.</exception>
    Task<User> SetUserAsync(UserId userId, UserPatch patch, CancellationToken cancellationToken = default);

    /// <summary>Erases a user everywhere: profile, participation, messages; in what stays, a random id takes the place of theirs.</summary>
    /// <remarks>
    /// They leave every conversation, and the last one out deletes it. Their messages are deleted, or keep their text, as asked. Where they
    /// sent, reacted, are mentioned or stand in a log, a random id <c>erased-…</c> stands afterwards. Works in bounded batches; where it was
    /// cut off, call it again, and it goes on under the same id. What was committed before the call is erased when it returns; whoever is added
    /// under that id meanwhile is a new person, and a mention that others make meanwhile may stay until the user is erased again. The app's
    /// own directory, ids that the app chose, and names that others typed are the app's to clean.
    /// </remarks>
    /// <param name="userId">The user.</param>
    /// <param name="options">Whether texts stay, and who is told of the progress; null = they go, and nobody.</param>
    /// <param name="cancellationToken">Gives up; what was erased by then stays erased.</param>
    /// <returns>What was erased by this call.</returns>
    Task<ErasureProgress> EraseUserAsync(UserId userId, EraseOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Writes everything that is held about a user as one JSON object, piece by piece.</summary>
    /// <remarks>
    /// <c>user</c>: the profile or null, of the library's own users only; <c>conversations</c>: of each conversation that holds anything of
    /// them, <c>id</c>, <c>membership</c>, <c>messages</c>, <c>reactions</c> and the <c>changes</c> of the log that name them. Of others
    /// it holds only ids: those that the user's own texts mention, and the other one of a change between two users.
    /// </remarks>
    /// <param name="userId">The user.</param>
    /// <param name="destination">Takes the JSON as UTF-8; it is left open.</param>
    /// <param name="cancellationToken">Gives up; the JSON is then cut off.</param>
    /// <returns>A task that ends when all is written.</returns>
    Task ExportUserAsync(UserId userId, Stream destination, CancellationToken cancellationToken = default);
}
