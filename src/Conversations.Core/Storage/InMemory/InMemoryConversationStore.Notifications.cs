namespace Conversations.Storage.InMemory;

/// <content>Missed messages.</content>
public sealed partial class InMemoryConversationStore : INotificationStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<MissedMessages>> ListMissedAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        Do<IReadOnlyList<MissedMessages>>(() => InRows(id, rows => rows.ListMissed()) ?? [], cancellationToken);
}
