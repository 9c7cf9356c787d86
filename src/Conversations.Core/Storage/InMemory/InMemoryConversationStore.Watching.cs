namespace Conversations.Storage.InMemory;

/// <content>Which conversations have changed, and who watches them.</content>
public sealed partial class InMemoryConversationStore : IWatchStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<ConversationId, long>> ReadVersionsAsync(
        IReadOnlyCollection<ConversationId> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return Do<IReadOnlyDictionary<ConversationId, long>>(
            () => ids.Select(id => (Id: id, Version: InRows(id, rows => rows.Version))).Where(one => one.Version > 0)
                .ToDictionary(one => one.Id, one => one.Version),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WatchingViewer?>> ReadViewersAsync(IReadOnlyList<ViewerKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Do<IReadOnlyList<WatchingViewer?>>(() => [.. keys.Select(key => InRows(key.ConversationId, rows => rows.ReadViewer(key)))], cancellationToken);
    }
}
