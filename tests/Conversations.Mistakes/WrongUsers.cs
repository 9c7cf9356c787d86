using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Mistakes;

/// <summary>Stores a user whatever version is stored.</summary>
internal sealed class IgnoresVersionsOfUsers(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<bool> TrySetUserAsync(User user, long expectedVersion, CancellationToken cancellationToken = default)
    {
        var stored = await FindUsersAsync([user.Id], cancellationToken);
        return await base.TrySetUserAsync(user, stored.Count == 0 ? 0 : stored[0].Version, cancellationToken);
    }
}

/// <summary>Says that it removed a user who was not stored.</summary>
internal sealed class RemovesUnknownUsers(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<bool> RemoveUserAsync(UserId userId, CancellationToken cancellationToken = default) =>
        await base.RemoveUserAsync(userId, cancellationToken) || true;
}

/// <summary>Says that all users share a conversation.</summary>
internal sealed class SharesWithEveryone(IConversationStore inner) : ForwardingStore(inner)
{
    public override Task<bool> ShareConversationAsync(UserId userId, UserId other, CancellationToken cancellationToken = default) => Task.FromResult(true);
}

/// <summary>Begins a new erasure although an earlier one of the user was interrupted.</summary>
internal sealed class BeginsErasuresAnew(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<Erasure> BeginErasureAsync(Erasure erasure, CancellationToken cancellationToken = default)
    {
        await EndErasureAsync(erasure.UserId, cancellationToken);
        return await base.BeginErasureAsync(erasure, cancellationToken);
    }
}

/// <summary>Returns the read position that the caller passed, also after the last message.</summary>
internal sealed class ReadsPastTheLastMessage(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default) =>
        await base.MarkAsReadAsync(id, userId, upTo, cancellationToken) is { } state ? state with { ReadUpTo = Math.Max(state.ReadUpTo, upTo) } : null;
}

/// <summary>Returns the highest read position for the one that everyone has read up to.</summary>
internal sealed class TakesTheHighestReadPosition(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<long?> FindEveryoneReadUpToAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) =>
        await base.FindEveryoneReadUpToAsync(id, viewer, cancellationToken) is null
            ? null
            : (await ListParticipantsAsync(new() { ConversationId = id, Limit = 1_000 }, cancellationToken))!.Max(one => one.ReadUpTo);
}
