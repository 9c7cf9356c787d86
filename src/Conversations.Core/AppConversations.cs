namespace Conversations;

/// <summary>Calls the service as the app itself, which may do everything.</summary>
internal sealed class AppConversations(ConversationService service, WatchHub watches, UserPermissions defaultPermissions) : IConversations
{
    public UserSession As(UserId userId, UserPermissions? permissions = null) =>
        new(service, watches, new(userId.Required(), permissions ?? defaultPermissions));

    public Task<Conversation?> FindAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        service.FindAsync(null, id, cancellationToken);

    public Task<ConversationResult> CreateIfNotExistsAsync(
        ConversationId id, ConversationDraft draft, CancellationToken cancellationToken = default) =>
        service.CreateIfNotExistsAsync(null, id, draft, cancellationToken);

    public Task<ConversationResult> OpenOneOnOneAsync(
        UserId a, UserId b, ConversationSettings? settings = null, CancellationToken cancellationToken = default) =>
        service.OpenOneOnOneAsync(null, a, b, settings, cancellationToken);

    public Task<Conversation> SetAsync(
        ConversationId id, ConversationPatch patch, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default) =>
        service.SetAsync(null, id, patch, mayCreate: true, expectedSettingsVersion, cancellationToken);

    public Task<Conversation> UpdateAsync(
        ConversationId id, ConversationPatch patch, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default) =>
        service.SetAsync(null, id, patch, mayCreate: false, expectedSettingsVersion, cancellationToken);

    public Task<bool> DeleteAsync(
        ConversationId id, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default) =>
        service.DeleteAsync(id, expectedSettingsVersion, cancellationToken);

    public Task<Participant?> FindParticipantAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        service.FindParticipantAsync(null, id, userId, cancellationToken);

    public Paged<Participant> ListParticipantsAsync(ConversationId id) => service.ListParticipantsAsync(null, id);

    public Task<Participant> SetParticipantAsync(
        ConversationId id,
        UserId userId,
        ParticipantPatch? patch = null,
        long? expectedSettingsVersion = null,
        CancellationToken cancellationToken = default) =>
        service.SetParticipantAsync(null, id, userId, patch, expectedSettingsVersion, cancellationToken);

    public Task<bool> RemoveParticipantAsync(
        ConversationId id, UserId userId, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default) =>
        service.RemoveParticipantAsync(null, id, userId, expectedSettingsVersion, cancellationToken);

    public Task<SendResult> SendAsync(
        ConversationId id, UserId senderId, string text, MessageId? messageId = null, CancellationToken cancellationToken = default) =>
        service.SendAsync(null, id, senderId.Required(), text, messageId, cancellationToken);

    public Task<SendResult> SendMessageAsync(
        ConversationId id, UserId senderId, MessageDraft draft, CancellationToken cancellationToken = default) =>
        service.SendAsync(null, id, senderId.Required(), draft, cancellationToken);

    public Task<SendResult> SendSystemMessageAsync(
        ConversationId id, string text, MessageId? messageId = null, CancellationToken cancellationToken = default) =>
        service.SendAsync(null, id, null, text, messageId, cancellationToken);

    public Task<SendResult> SendSystemMessageAsync(
        ConversationId id, MessageDraft draft, CancellationToken cancellationToken = default) =>
        service.SendAsync(null, id, null, draft, cancellationToken);

    public Task<Message?> FindMessageAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken = default) =>
        service.FindMessageAsync(null, id, messageId, cancellationToken);

    public Paged<Message> ListMessagesAsync(ConversationId id, MessageQuery? query = null) =>
        service.ListMessagesAsync(null, id, query);

    public Task<Message> EditMessageAsync(
        ConversationId id,
        MessageId messageId,
        MessagePatch patch,
        int? expectedRevision = null,
        CancellationToken cancellationToken = default) =>
        service.EditMessageAsync(null, id, messageId, patch, expectedRevision, cancellationToken);

    public Task DeleteMessageAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken = default) =>
        service.DeleteMessageAsync(null, id, messageId, cancellationToken);

    public Task<bool> AddReactionAsync(
        ConversationId id, MessageId messageId, UserId userId, string emoji, CancellationToken cancellationToken = default) =>
        service.ReactAsync(null, id, messageId, userId, emoji, isThere: true, cancellationToken);

    public Task<bool> RemoveReactionAsync(
        ConversationId id, MessageId messageId, UserId userId, string emoji, CancellationToken cancellationToken = default) =>
        service.ReactAsync(null, id, messageId, userId, emoji, isThere: false, cancellationToken);

    public Paged<Reactor> ListReactionsAsync(ConversationId id, MessageId messageId) => service.ListReactionsAsync(null, id, messageId);

    public Task<ImportProgress> ImportAsync(
        ConversationId id,
        IAsyncEnumerable<ImportedMessage> messages,
        ImportOptions? options = null,
        CancellationToken cancellationToken = default) =>
        service.ImportAsync(id, messages, options, cancellationToken);

    public IAsyncEnumerable<WatchEvent> WatchAsync(ConversationId id, long after, CancellationToken cancellationToken = default) =>
        watches.WatchAsync(id, null, after, cancellationToken);

    public Task SetTypingAsync(ConversationId id, UserId userId, bool isTyping = true, CancellationToken cancellationToken = default) =>
        service.SetTypingAsync(null, id, userId, isTyping, cancellationToken);

    public Task<IReadOnlyDictionary<UserId, bool>> IsOnlineAsync(
        IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default) =>
        service.IsOnlineAsync(null, userIds, cancellationToken);

    public Paged<InboxEntry> ListInboxAsync(UserId userId, ConversationQuery? query = null) => service.ListInboxAsync(userId, query);

    public Paged<Conversation> ListAsync(ConversationQuery? query = null) => service.ListAsync(query);

    public Task<ReadState?> FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        service.FindReadStateAsync(id, userId, cancellationToken);

    public Task<long?> FindEveryoneReadUpToAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        service.FindEveryoneReadUpToAsync(null, id, cancellationToken);

    public Task<ReadState> MarkAsReadAsync(
        ConversationId id, UserId userId, long? upTo = null, CancellationToken cancellationToken = default) =>
        service.MarkAsReadAsync(null, id, userId, upTo, cancellationToken);

    public Task<ReadState> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        service.MarkAsUnreadAsync(null, id, userId, cancellationToken);

    public Task<InboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        service.FindEntryAsync(id, userId, cancellationToken);

    public Task<User?> FindUserAsync(UserId userId, CancellationToken cancellationToken = default) =>
        service.FindUserAsync(userId, cancellationToken);

    public Task<User> SetUserAsync(UserId userId, UserPatch patch, CancellationToken cancellationToken = default) =>
        service.SetUserAsync(userId, patch, cancellationToken);

    public Task<ErasureProgress> EraseUserAsync(
        UserId userId, EraseOptions? options = null, CancellationToken cancellationToken = default) =>
        service.EraseUserAsync(userId, options, cancellationToken);

    public Task ExportUserAsync(UserId userId, Stream destination, CancellationToken cancellationToken = default) =>
        service.ExportUserAsync(userId, destination, cancellationToken);
}
