using System.Collections.Concurrent;
using Conversations.Decisions;

namespace Conversations.Storage.InMemory;

/// <content>Users, and what is stored about them in conversations.</content>
public sealed partial class InMemoryConversationStore
{
    private readonly ConcurrentDictionary<UserId, StoredUser> _users = [];
    private readonly ConcurrentDictionary<UserId, Erasure> _erasures = [];

    /// <inheritdoc/>
    public Task<bool> TrySetUserAsync(User user, long expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (Cancelled<bool>(cancellationToken) is { } cancelled)
            return cancelled;

        var stored = new StoredUser(user, expectedVersion + 1);
        return Task.FromResult(expectedVersion == 0
            ? _users.TryAdd(user.Id, stored)
            : _users.TryGetValue(user.Id, out var current) && current.Version == expectedVersion && _users.TryUpdate(user.Id, stored, current));
    }

    /// <inheritdoc/>
    public Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default) =>
        Cancelled<bool>(cancellationToken) ?? Task.FromResult(_users.TryRemove(userId, out _));

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredUser>> FindUsersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(userIds);
        return Cancelled<IReadOnlyList<StoredUser>>(cancellationToken)
            ?? Task.FromResult<IReadOnlyList<StoredUser>>(userIds.Distinct().Select(_users.GetValueOrDefault).OfType<StoredUser>().ToArray());
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredUser>> ListUsersAsync(UserId? after, int limit, CancellationToken cancellationToken = default) =>
        Cancelled<IReadOnlyList<StoredUser>>(cancellationToken) ?? Task.FromResult<IReadOnlyList<StoredUser>>(
            [.. _users.Values.Where(one => after is not { } start || one.User.Id > start).OrderBy(one => one.User.Id).Take(limit)]);

    /// <inheritdoc/>
    public Task<bool> ShareConversationAsync(UserId userId, UserId other, CancellationToken cancellationToken = default) => Do(
        () => _inboxes.Find(userId) is { } inbox
            && inbox.Walk(from: null, includeEmpty: true).Any(place =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return InRows(place.Id, rows => rows.IsPresent(userId) && rows.IsPresent(other));
            }),
        cancellationToken);

    /// <inheritdoc/>
    public Task<Erasure> BeginErasureAsync(Erasure erasure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return Cancelled<Erasure>(cancellationToken) ?? Task.FromResult(_erasures.GetOrAdd(erasure.UserId, erasure));
    }

    /// <inheritdoc/>
    public Task EndErasureAsync(UserId userId, CancellationToken cancellationToken = default) =>
        Cancelled<bool>(cancellationToken) ?? Task.FromResult(_erasures.TryRemove(userId, out _));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConversationId>> ListTracesAsync(
        UserId userId, ConversationId? after, int limit, CancellationToken cancellationToken = default) =>
        Do<IReadOnlyList<ConversationId>>(
            () =>
            [
                .. IdsAfter(after, cancellationToken).Where(id => InRows(id, rows => rows.Names(userId))).Take(limit),
            ],
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Reactor>> ListReactionsOfAsync(
        ConversationId id, UserId userId, long afterVersion, int limit, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<Reactor>>(id, rows => rows?.ReactionsOf(userId, afterVersion, limit) ?? [], cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rewrites);
        return Read(id, rows => rows?.IsSeenBy(null) != true || rows.Rewrite(rewrites), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DeletedUpTo> DeleteMessagesOfAsync(
        ConversationId id, UserId senderId, long after, long upTo, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        Read(
            id,
            rows => rows?.IsSeenBy(null) == true ? rows.DeleteMessagesOf(senderId, after, upTo, at) : new(0, after),
            cancellationToken);

    /// <inheritdoc/>
    /// <remarks>This store replaces all rows of the conversation in one call, so it returns null.</remarks>
    public Task<ReplacedUpTo?> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default) =>
        Read<ReplacedUpTo?>(
            id,
            rows =>
            {
                rows?.ReplaceUser(userId, replacement, upTo);
                return null;
            },
            cancellationToken);

    /// <summary>Begins a call, which is counted. Returns its task if it is cancelled, otherwise null.</summary>
    private Task<T>? Cancelled<T>(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);

        _counter?.Calls += 1;
        return null;
    }

    /// <summary>Runs a call that looks at its token while it works.</summary>
    private Task<T> Do<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (Cancelled<T>(cancellationToken) is { } cancelled)
            return cancelled;

        try
        {
            return Task.FromResult(work());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }
    }

    private T? InRows<T>(ConversationId id, Func<ConversationState, T> read)
    {
        if (_conversations.GetValueOrDefault(id) is not { } rows)
            return default;

        lock (rows.Lock)
            return read(rows);
    }
}
