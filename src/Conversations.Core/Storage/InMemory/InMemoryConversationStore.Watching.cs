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

    /// <inheritdoc/>
    public Task<WatchTime> ReadTimeAsync(CancellationToken cancellationToken = default) =>
        Cancelled<WatchTime>(cancellationToken) ?? Task.FromResult(new WatchTime(_changed.Now, _changed.ForgottenUpTo));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ChangedConversation>> ListChangedAsync(
        IReadOnlyList<ChangedWindow> windows, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return Do<IReadOnlyList<ChangedConversation>>(
            () =>
            [
                .. windows.SelectMany(window => _changed.List(window, limit)
                    .Select(place => InRows(place.Id, rows => rows.ToChanged(window.UserId, place))!)),
            ],
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WatchingMember>> FindMembersAsync(
        IReadOnlyList<DeliveryRange> ranges, IReadOnlyCollection<UserId> users, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        ArgumentNullException.ThrowIfNull(users);
        return Do<IReadOnlyList<WatchingMember>>(
            () => [.. ranges.SelectMany(range => InRows(range.ConversationId, rows => rows.FindMembers(range.After, users)) ?? [])], cancellationToken);
    }
}
